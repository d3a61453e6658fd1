import { expect, test } from 'vitest';
import type { Counted, Shortage, WhatIf, WhatIfShelter } from '../api/findings';
import { paired, sheltersIn, shortOf } from './answer';

const counted = (kind: string, count: number, unknown = 0): Counted => ({ kind, name: { vi: kind, en: kind }, count, unknown });
const shelter = (code: string, lost: WhatIfShelter['lost'], commune_code = '1'): WhatIfShelter => ({ id: code, code, name: code, commune_code, night: 10, day: null, lost, why: null, zone: null });

test('both sources stand in one row, and a kind that only one tells of keeps the other empty', () => {
  const rows = paired([counted('children', 12), counted('elderly', 4)], [counted('elderly', 5, 2), counted('alone', 1)]);
  expect(rows.map((row) => [row.kind, row.tables?.count ?? null, row.register?.count ?? null])).toEqual([['children', 12, null], ['elderly', 4, 5], ['alone', null, 1]]);
});

test('lost shelters come worst reason first', () => {
  const answer = { shelters: [shelter('B', 'away'), shelter('A', null), shelter('C', 'inside'), shelter('D', 'suitability_unknown', '2')] } as unknown as WhatIf;
  expect(sheltersIn(answer, null).lost.map(({ code }) => code)).toEqual(['C', 'D', 'B']);
  expect(sheltersIn(answer, '1').lost.map(({ code }) => code)).toEqual(['C', 'B']);
  expect(sheltersIn(answer, '2').left).toEqual([]);
});

test('what is short is the larger of the two, and nothing where there is enough', () => {
  const one = (short_by_register: number | null, short_by_tables: number | null): Shortage => ({ what: 'places_night', item: null, name: { vi: '', en: '' }, unit: { vi: '', en: '' }, there: 0, need_by_register: 0, short_by_register, need_by_tables: 0, short_by_tables });
  expect(shortOf([one(12, 30)], 'places_night')).toBe(30);
  expect(shortOf([one(null, null)], 'places_night')).toBeNull();
  expect(shortOf([one(12, null)], 'places_day')).toBeNull();
});
