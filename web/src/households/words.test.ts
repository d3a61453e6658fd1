import { expect, test } from 'vitest';
import { EMPTY } from './draft';
import { dayWords, differences, kindsByCount, lineWords } from './words';

const vi = { t: ((key: string) => key) as never, lang: 'vi' as const };

test('differences are told field by field, in the order of the register', () => {
  const now = { ...EMPTY, people: 3, note: 'x', vulnerable: [{ kind: 'child' as const, count: 1 }] };
  expect(differences(EMPTY, now).map((each) => each.field)).toEqual(['people', 'vulnerable', 'note']);
  expect(differences(now, now)).toEqual([]);
});

test('property is written as offices write it', () => {
  expect(lineWords({ kind: 'rice', what: 'lúa', quantity: 1250.5, unit: 'kg' }, vi)).toBe('1.250,5 kg lúa');
  expect(lineWords({ kind: 'papers', what: 'giấy tờ', quantity: null, unit: '' }, vi)).toBe('giấy tờ');
});

test('days and kinds', () => {
  expect(dayWords('2026-04-05')).toBe('05/04/2026');
  expect(kindsByCount({ child: 2, disabled: 7 })).toEqual([['disabled', 7], ['child', 2]]);
});
