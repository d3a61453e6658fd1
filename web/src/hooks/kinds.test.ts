import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GROUPS, grouped, isKnown } from './kinds';

const server = readFileSync(new URL('../../../src/webhooks/mod.rs', import.meta.url), 'utf8');
const offered = [...(/KINDS: \[&str; \d+\] = \[([^\]]*)\]/.exec(server)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((found) => found[1] ?? '');

test('every kind that the server offers has a group and a word, and none stands twice', () => {
  expect(offered.length).toBeGreaterThan(30);
  const known = Object.values(GROUPS).flat<string>();
  expect(known).toHaveLength(new Set(known).size);
  expect([...known].sort()).toEqual([...offered].sort());
});

test('what the server does not offer is left out, and what this version does not know is not hidden', () => {
  expect(grouped(['task', 'plan', 'alert'])).toEqual([{ group: 'response', kinds: ['alert', 'task'] }, { group: 'plans', kinds: ['plan'] }]);
  expect(grouped(['comet', 'zones'])).toEqual([{ group: 'places', kinds: ['zones'] }, { group: 'other', kinds: ['comet'] }]);
  expect(isKnown('comet')).toBe(false);
});
