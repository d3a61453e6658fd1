import { expect, test } from 'vitest';
import type { Fate, HouseholdImport, ImportRow } from './types';
import { BEGUN, importQuery, shownRows, withColumn, withTaken, writes } from './wizard';

const row = (number: number, fate: Fate, zones: string[] = ['A']): ImportRow => ({
  row: number, fate, taken: false, household_id: null, commune_code: '1', code: null, head: 'A', village: 'B', people: 1, changes: [], reasons: [], remarks: [], zones,
});
const rows = [row(1, 'new'), row(2, 'doubtful'), row(3, 'refused', []), row(4, 'updated', []), row(5, 'doubtful')];
const draft = { rows, counts: { new: 1, updated: 1, unchanged: 0, doubtful: 2, doubtful_taken: 0, refused: 1, missing: 0, without_zone: 1 } } as unknown as HouseholdImport;

test('what is not chosen is not sent', () => {
  expect(importQuery('a.xlsx', BEGUN, true)).toBe('name=a.xlsx&dry_run=true');
  const all = { commune: '23365', asOf: '2026-04-15', sheet: 'Thôn 1', columns: { E: 'people', F: 'none' }, doubtful: [7, 12] };
  expect(Object.fromEntries(new URLSearchParams(importQuery('ho dân.xlsx', all, false)))).toEqual({
    name: 'ho dân.xlsx', dry_run: 'false', commune: '23365', as_of: '2026-04-15', sheet: 'Thôn 1', columns: 'E:people,F:none', doubtful: '7,12',
  });
});

test('other columns make other rows: what was taken is asked again', () => {
  const changed = withColumn({ ...BEGUN, doubtful: [2] }, 'E', 'note');
  expect(changed).toMatchObject({ columns: { E: 'note' }, doubtful: [] });
});

test('rows are taken and left, and counted into what is written', () => {
  const taken = withTaken(BEGUN, [5, 2], true);
  expect(taken.doubtful).toEqual([2, 5]);
  expect(withTaken(taken, [2], false).doubtful).toEqual([5]);
  expect(writes(draft, BEGUN)).toBe(2);
  expect(writes(draft, { ...BEGUN, doubtful: [5, 99] })).toBe(3);
});

test('rows that somebody must look at come first, and those in no zone can be had alone', () => {
  expect(shownRows(rows, null).map((each) => each.row)).toEqual([3, 2, 5, 4, 1]);
  expect(shownRows(rows, 'doubtful').map((each) => each.row)).toEqual([2, 5]);
  expect(shownRows(rows, 'without_zone').map((each) => each.row)).toEqual([4]);
});
