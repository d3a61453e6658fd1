import { expect, test } from 'vitest';
import type { Norm, Norms } from '../api/norms';
import { changedRows, draftOf, normOf, reckoned, rowsOf, valueOf, withRow } from './rows';

const norm = (value: number): Norm => ({ value, source: 'Sổ tay.', verify: true });
const norms: Norms = {
  note: '', choice: 'vietnam', days_of_supply: norm(3),
  items: [{ item: 'rice', vi: 'gạo', en: 'rice', unit_vi: 'kg', unit_en: 'kg', per: 'person_and_day', required: true, perishable: true, vietnam: norm(0.5), sphere: norm(0.4) }],
  space_m2_per_person: { vietnam: norm(1.5), sphere: norm(3.5) }, people_per_toilet: { vietnam: norm(50), sphere: norm(50) },
  phone_days: norm(180), inspection_days: norm(365), ahead_days: norm(30), figure_tolerance_percent: norm(0),
};
const row = (key: string, of = norms) => rowsOf(of).find((each) => each.key === key)!;

test('every norm has a row: items first, then space and toilets, then limits', () => {
  expect(rowsOf(norms).map((each) => each.key)).toEqual(['item:rice', 'space_m2_per_person', 'people_per_toilet', 'days_of_supply', 'phone_days', 'inspection_days', 'ahead_days', 'figure_tolerance_percent']);
  expect(reckoned(row('item:rice'), 'sphere')?.value).toBe(0.4);
  expect(reckoned(row('phone_days'), 'sphere')?.value).toBe(180);
});

test('a row that is changed goes back to its place and nothing else changes', () => {
  const after = withRow(norms, { ...row('item:rice'), vietnam: norm(0.6) });
  expect(after.items[0]?.vietnam.value).toBe(0.6);
  expect(after.items[0]?.unit_vi).toBe('kg');
  expect(changedRows(norms, after).map((each) => each.key)).toEqual(['item:rice']);
  const toilets = withRow(norms, { ...row('people_per_toilet'), sphere: norm(20) });
  expect(toilets.people_per_toilet).toEqual({ vietnam: norm(50), sphere: norm(20) });
  expect(withRow(norms, { ...row('ahead_days'), single: norm(14) }).ahead_days.value).toBe(14);
  expect(changedRows(norms, norms)).toEqual([]);
});

test('numbers are read as people type them, and a norm needs its source', () => {
  expect([valueOf('0,5'), valueOf(' 1.25 '), valueOf('3'), valueOf(''), valueOf('-1'), valueOf('1,2,3'), valueOf('x')]).toEqual([0.5, 1.25, 3, null, null, null, null]);
  expect(normOf(draftOf(norm(0.5)))).toEqual({ norm: norm(0.5) });
  expect(normOf({ value: 'x', source: ' ', verify: false })).toEqual({ faults: ['value', 'source'] });
});
