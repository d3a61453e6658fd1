import { expect, test } from 'vitest';
import { matching, summaryOf } from './brought';
import { EMPTY } from './draft';
import { NO_FILTERS } from './query';
import type { Household } from './types';

const household = (code: string, more: Partial<Household['entry']> = {}, rest: Partial<Household> = {}): Household => {
  const entry = { ...EMPTY, head: `Y ${code}`, village: 'Tân Rát', people: 4, ...more };
  return { id: code, commune_code: '23365', code, revision: 1, as_of: '2026-01-01', retired_on: null, demonstration: false, entry, zones: [], figures: { households: 1, people: entry.people, vulnerable: entry.vulnerable.length, property: { livestock: 1, motorbikes: 0, boats: 0, rice_tonnes: 0.5 } }, ...rest };
};
const all = [
  household('A1', { head: 'Đinh Văn Ngọc', vulnerable: [{ kind: 'child', count: 2 }] }, { zones: [{ id: 'z1', code: 'SL-03', name: '', basis: 'village' }] }),
  household('A2', { village: 'Kung Rang', destination_kind: 'host', house_class: 'weak' }),
  household('A3', {}, { retired_on: '2026-05-01' }),
];
const find = (filters: Partial<typeof NO_FILTERS>) => matching(all, { ...NO_FILTERS, ...filters }).map((each) => each.code);

test('the register on the device is asked like the server’s: marks are folded, who left is apart', () => {
  expect(find({})).toEqual(['A1', 'A2']);
  expect(find({ q: 'dinh van' })).toEqual(['A1']);
  expect(find({ retired: true })).toEqual(['A3']);
  expect(find({ kind: 'child' })).toEqual(['A1']);
  expect(find({ village: 'Kung Rang', destination_kind: 'host', house_class: 'weak' })).toEqual(['A2']);
  expect([find({ zone: 'z1' }), find({ zone: 'SL-03' }), find({ without_zone: true })]).toEqual([['A1'], ['A1'], ['A2']]);
});

test('figures add up by village and kind', () => {
  const summary = summaryOf(matching(all, NO_FILTERS));
  expect(summary.figures).toMatchObject({ households: 2, people: 8, vulnerable: 1, property: { livestock: 2, rice_tonnes: 1 } });
  expect(summary.kinds).toEqual({ child: 1 });
  expect(summary.villages.map((each) => [each.village, each.figures.people])).toEqual([['Kung Rang', 4], ['Tân Rát', 4]]);
});
