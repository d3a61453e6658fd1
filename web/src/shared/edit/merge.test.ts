import { expect, test } from 'vitest';
import { decided, isConflict, merged, others, overlaps, type Conflict } from './merge';
import { valueAt, withValueAt } from './pointer';

const L = (vi: string) => ({ vi, en: vi });
const change = (pointer: string, base: unknown, current: unknown) => ({ pointer, label: L(pointer), by: 'Lan', at: '2026-11-24T03:00:00Z', base, current });
const base = { title: 'A', body: { situation: 's', forces: 'f' }, rows: [{ n: 1 }, { n: 2 }] };
const mine = { ...base, title: 'của tôi', body: { ...base.body, forces: 'lực lượng của tôi' } };
const conflict: Conflict = {
  base_revision: 3, current_revision: 5, overlapping: ['/title'],
  changes: [change('/title', 'A', 'của Lan'), change('/body/situation', 's', 'tình hình mới'), change('/rows/1/n', 2, 9)],
};

test('what only the other changed is taken over, what only I changed stays', () => {
  const joined = merged(mine, conflict, { '/title': { from: 'mine', value: 'của tôi' } });
  expect(joined).toEqual({ title: 'của tôi', body: { situation: 'tình hình mới', forces: 'lực lượng của tôi' }, rows: [{ n: 1 }, { n: 9 }] });
});
test('what both changed is as it was chosen, also a third text made of both', () => {
  expect(merged(mine, conflict, { '/title': { from: 'theirs', value: 'của Lan' } }).title).toBe('của Lan');
  expect(merged(mine, conflict, { '/title': { from: 'edited', value: 'của cả hai' } }).title).toBe('của cả hai');
});
test('my draft itself is not changed', () => {
  merged(mine, conflict, {});
  expect(mine.body.situation).toBe('s');
});
test('nothing is decided until every overlap is', () => {
  expect(decided(conflict, {})).toBe(false);
  expect(decided(conflict, { '/title': { from: 'mine', value: 'x' } })).toBe(true);
  expect(decided({ ...conflict, overlapping: [] }, {})).toBe(true);
});
test('the two kinds of change are told apart', () => {
  expect(overlaps(conflict).map((c) => c.pointer)).toEqual(['/title']);
  expect(others(conflict).map((c) => c.pointer)).toEqual(['/body/situation', '/rows/1/n']);
});
test('a problem without its details is no conflict one could merge', () => {
  expect(isConflict(undefined)).toBe(false);
  expect(isConflict({ base_revision: 1 })).toBe(false);
  expect(isConflict(conflict)).toBe(true);
});

test('pointers escape slashes and tildes', () => {
  expect(valueAt({ 'a/b': { 'c~d': 1 } }, '/a~1b/c~0d')).toBe(1);
  expect(withValueAt({ 'a/b': 1 }, '/a~1b', 2)).toEqual({ 'a/b': 2 });
});
test('a value taken away is gone, from a list too', () => {
  expect(withValueAt({ a: 1, b: 2 }, '/a', undefined)).toEqual({ b: 2 });
  expect(withValueAt({ rows: [1, 2, 3] }, '/rows/1', undefined)).toEqual({ rows: [1, 3] });
});
test('a dash adds to a list', () => expect(withValueAt({ rows: [1] }, '/rows/-', 2)).toEqual({ rows: [1, 2] }));
test('what is not there is undefined and no error, whatever the name', () => {
  expect(valueAt({ a: null }, '/a/b')).toBeUndefined();
  expect(valueAt({}, '/constructor')).toBeUndefined();
});
