import { expect, test } from 'vitest';
import { countsOf, filterFrom, intoParams, NO_FILTER, shownBy, villagesOf } from './filter';
import { household } from './sample';
import { byNeed, offered, ORDER } from './states';
import { propertyRows, tallyOf } from './tally';
import { PROPERTY_KINDS, STATES } from './types';

const records = [
  household({ id: 'a', code: 'A10', state: 'arrived', destination: { kind: 'shelter' }, arrived: 4, people: 4, uncounted: false, vulnerable: 0 }),
  household({ id: 'b', code: 'A2', vulnerable: 0 }),
  household({ id: 'c', code: 'A9', head: 'Y Đá Trắng', village: 'Mô Po' }),
  household({ id: 'd', code: 'A1', state: 'departed', destination: null }),
  household({ id: 'e', code: 'A3', state: 'refused', vulnerable: 0 }),
  household({ id: 'f', code: 'A4', state: 'departed', destination: { kind: 'in_place' }, differences: [{ of: 'departed', of_number: 4, against: 'listed', against_number: 5, explained: null }] }),
  household({ id: 'g', code: 'A5', state: 'returned' }),
];

test('unknown comes first, who needs help before the others, codes by their numbers; who is home comes last', () => {
  expect([...records].sort(byNeed).map((record) => record.code)).toEqual(['A9', 'A2', 'A3', 'A4', 'A1', 'A10', 'A5']);
  expect([...ORDER].sort()).toEqual([...STATES].sort());
});

test('every other state can be said, and the present one is not offered', () => {
  for (const state of STATES) {
    const { usual, others } = offered(state);
    expect(new Set([...usual, ...others, state]).size).toBe(STATES.length);
    expect([...usual, ...others]).not.toContain(state);
  }
});

test('a list is narrowed by state, village and by what is typed without marks', () => {
  expect(shownBy({ ...NO_FILTER, state: 'departed' }, records).map((record) => record.id)).toEqual(['f', 'd']);
  expect(shownBy({ ...NO_FILTER, village: 'Mô Po' }, records).map((record) => record.id)).toEqual(['c']);
  expect(shownBy({ ...NO_FILTER, find: 'da trang' }, records).map((record) => record.id)).toEqual(['c']);
  expect(shownBy({ ...NO_FILTER, state: 'settle' }, records).map((record) => record.id)).toEqual(['f']);
  expect(shownBy({ ...NO_FILTER, find: 'UNGPHO:23365:A10' }, records).map((record) => record.id)).toEqual(['a']);
  expect(villagesOf(records)).toEqual(['Mô Po', 'Ngọc Nang']);
  expect(countsOf(records).counts.get('unknown')).toBe(2);
});

test('the filter stands in the address beside the zone', () => {
  const params = intoParams({ state: 'settle', village: 'Mô Po', find: 'a 1' }, new URLSearchParams('vung=c1'));
  expect(params.get('vung')).toBe('c1');
  expect(filterFrom(params)).toEqual({ state: 'settle', village: 'Mô Po', find: 'a 1' });
  expect(intoParams(NO_FILTER, params).toString()).toBe('vung=c1');
});

test('the figures agree: listed is who is out, in place, home, inside and unknown together', () => {
  const tally = tallyOf(records);
  const parts = [tally.unknown, tally.staying, tally.away, tally.inPlace, tally.home];
  expect(parts.reduce((sum, part) => sum + part.households, 0)).toBe(tally.listed.households);
  expect(tally.away.households).toBe(tally.host.households + tally.shelter.households + tally.unstated.households);
  expect([tally.unknown.households, tally.away.households, tally.inPlace.households]).toEqual([2, 2, 1]);
  expect([tally.away.people, tally.uncounted.people, tally.settle]).toEqual([9, 5, 1]);
});

test('property adds up by kind and unit, never across units', () => {
  const mixed = [household({ property: [{ id: '1', kind: 'rice', what: 'lúa', quantity: 300, unit: 'kg', state: 'to_move' }, { id: '2', kind: 'rice', what: 'lúa', quantity: 2, unit: 'tạ', state: 'moved' }, { id: '3', kind: 'livestock', what: 'bò', quantity: null, unit: 'con', state: 'left' }] })];
  const rows = propertyRows(tallyOf(mixed).property, PROPERTY_KINDS);
  expect(rows.map((row) => [row.kind, row.unit, row.amounts.to_move, row.amounts.moved])).toEqual([['livestock', 'con', 0, 0], ['rice', 'kg', 300, 0], ['rice', 'tạ', 0, 2]]);
});
