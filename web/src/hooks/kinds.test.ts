import { expect, test } from 'vitest';
import { GROUPS, grouped, isKnown } from './kinds';

const [server = ''] = Object.values(import.meta.glob<string>('../../../src/webhooks/mod.rs', { query: '?raw', import: 'default', eager: true }));
const offered = [...(/KINDS: \[&str; \d+\] = \[([^\]]*)\]/.exec(server)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((found) => found[1] ?? '');

test('every kind that the server offers has a group and a word, and none stands twice', () => {
  expect(offered.length).toBeGreaterThan(30);
  const known = (Object.values(GROUPS) as readonly (readonly string[])[]).flat();
  expect(known).toHaveLength(new Set(known).size);
  expect([...known].sort()).toEqual([...offered].sort());
});

test('what the server does not offer is left out, and what this version does not know is not hidden', () => {
  expect(grouped(['task', 'plan', 'alert'])).toEqual([{ group: 'response', kinds: ['alert', 'task'] }, { group: 'plans', kinds: ['plan'] }]);
  expect(grouped(['comet', 'zones'])).toEqual([{ group: 'places', kinds: ['zones'] }, { group: 'other', kinds: ['comet'] }]);
  expect(isKnown('comet')).toBe(false);
});
