// Every code the program writes into the log has its words: the codes are read from the sources of the program itself.
import { expect, test } from 'vitest';
import { logActions as en } from '../i18n/en/logWords';
import { logActions as vi } from '../i18n/vi/logWords';
import { ACTIONS, actionWord, pageOf, SUBJECTS } from './logWords';

const sources = import.meta.glob<string>('../../../src/services/**/*.rs', { query: '?raw', import: 'default', eager: true });
/** What is shipped of each file; its tests and its comments aside. */
const shipped = Object.values(sources).map((text) => (text.split(/^#\[cfg\(test\)\]$/m)[0] ?? '').replace(/^\s*\/\/.*$/gm, ''));

const CODE = /"([a-z]+(?:[_.][a-z]+)+)"/g;
const codesIn = (text: string) => [...text.matchAll(CODE)].map((found) => found[1] ?? '');
/** A code of the log says that something was done. */
const DONE = /(^|_)([a-z]+ed|sent|set|made|given|begun|withdrawn|stood)(_|$)/;
/** These read like it and are names of columns, fields and checkpoints. */
const OTHER = ['alerts_answered', 'alerts_stored', 'decided_by', 'demo_feed', 'happened_at', 'link_not_followed', 'retired_on'];

function written(): string[] {
  const codes = shipped.flatMap((text) => [
    ...codesIn(text).filter((code) => DONE.test(code)),
    ...[...text.matchAll(/\baction(?::| =) ([^;\n]+)/g)].flatMap((found) => codesIn(found[1] ?? '')),
  ]);
  // The steps of a plan are the one family whose codes are put together.
  const together = shipped.flatMap((text) => [...text.matchAll(/action = format!\("([a-z]+_)\{/g)].map((found) => ({ start: found[1], text })));
  expect(together.map(({ start }) => start)).toEqual(['plan_']);
  const steps = together.flatMap(({ text }) => [...text.matchAll(/PlanStep::\w+(?:\(_\))? => "([a-z]+)"/g)].map((found) => `plan_${found[1]}`));
  expect(steps).toHaveLength(5);
  return [...new Set([...codes, ...steps])].filter((code) => !OTHER.includes(code)).sort();
}

test('the log has words for every code the program writes, and for no other', () => {
  expect(written()).toEqual([...ACTIONS].sort());
});

test('the words of both languages are those of the list', () => {
  const keys = ACTIONS.map((code) => code.replaceAll('.', '_')).sort();
  expect(Object.keys(vi).sort()).toEqual(keys);
  expect(Object.keys(en).sort()).toEqual(keys);
});

test('what the log is about has words', () => {
  const kinds = shipped.flatMap((text) => [...text.matchAll(/(?:Deed|Noted) \{[^}]*?\bkind: "([a-z_]+)"/g)].map((found) => found[1]));
  const known: readonly string[] = SUBJECTS;
  expect(new Set(kinds).size).toBeGreaterThan(20);
  expect(kinds.filter((kind) => !known.includes(kind ?? ''))).toEqual([]);
});

test('a code of a later version is shown as it is, and has no page', () => {
  const t = ((key: string) => key) as unknown as Parameters<typeof actionWord>[1];
  expect(actionWord('moon_moved', t)).toBe('moon_moved');
  expect(actionWord('plan_rule.change', t)).toBe('log.actions.plan_rule_change');
  expect(pageOf('moon', '1')).toBeNull();
  expect(pageOf('inspection', 'i1')).toBe('/kiem-tra/dot/i1');
});
