import { expect, test } from 'vitest';
import { arranged, asked, NO_FILTER, windowOf } from './arrange';
import type { Coverage } from './types';

const l = (vi: string) => ({ vi, en: vi });
const owes = { act: 'write' as const, role: 'editor', due: '2027-04-15', overdue: false };
const coverage: Coverage = {
  as_of: '2026-11-24T00:00:00Z',
  hazards: [{ code: 'storm', name: l('bão') }, { code: 'tsunami', name: l('sóng thần') }],
  units: [
    { code: '23344', name: 'Xã Đăk Plô', kind: 'commune', cells: [{ hazard: 'storm', state: 'in_force' }, { hazard: 'tsunami', state: 'not_applicable' }] },
    { code: '23365', name: 'Xã Ngọc Linh', kind: 'commune', cells: [{ hazard: 'storm', state: 'missing', owes }] },
  ],
};
const everyone = () => true;
const codes = (found: ReturnType<typeof arranged>) => found.rows.map((row) => row.unit.code);

test('search folds tones and đ', () => expect(codes(arranged(coverage, { ...NO_FILTER, text: 'dak plo' }, everyone))).toEqual(['23344']));
test('what the server does not speak of is missing, not fine', () => expect(arranged(coverage, NO_FILTER, everyone).rows[1]?.cells[1]?.cell.state).toBe('missing'));
test('a state leaves the rows that have it, with their other cells pale', () => {
  const found = arranged(coverage, { ...NO_FILTER, state: 'not_applicable' }, everyone);
  expect(codes(found)).toEqual(['23344']);
  expect(found.rows[0]?.cells.map((each) => each.meant)).toEqual([false, true]);
});
test('the own work is what the own unit owes', () => {
  expect(codes(arranged(coverage, { ...NO_FILTER, mine: true }, (unit) => unit === '23365'))).toEqual(['23365']);
  expect(codes(arranged(coverage, { ...NO_FILTER, mine: true }, (unit) => unit === '23344'))).toEqual([]);
});
test('one hazard is one column', () => expect(arranged(coverage, { ...NO_FILTER, hazard: 'tsunami' }, everyone).columns).toHaveLength(1));
test('the sum of the columns is the sum of the rows, and what does not apply is not asked for', () => {
  const { all, rows } = arranged(coverage, NO_FILTER, everyone);
  expect(all).toEqual({ missing: 2, stale: 0, draft: 0, in_force: 1, not_applicable: 1 });
  expect([asked(all), rows.map((row) => asked(row.counts))]).toEqual([3, [1, 2]]);
});
test('only the rows in view are drawn, at the end too', () => {
  expect(windowOf(0, 300, 30, 3321)).toEqual({ from: 0, to: 18 });
  expect(windowOf(99_330, 300, 30, 3321)).toEqual({ from: 3303, to: 3321 });
  expect(windowOf(900, 300, 30, 5)).toEqual({ from: 5, to: 5 });
});
