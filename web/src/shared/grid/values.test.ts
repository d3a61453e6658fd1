import { expect, test } from 'vitest';
import type { CellKind, CellValue, GridColumn } from './types';
import { fault, read, shown, typed } from './values';

const column = (kind: CellKind, more: Partial<GridColumn> = {}): GridColumn => ({ key: 'k', kind, heading: { vi: 'Cột', en: 'Column' }, ...more });
const check = (kind: CellKind, cases: [string, CellValue][]) => {
  for (const [text, value] of cases) expect([text, read(column(kind), text)]).toEqual([text, value]);
};

test('whole numbers as Vietnamese and other spreadsheets write them', () =>
  check('integer', [['48', 48], ['1.234', 1234], ['1.234.567', 1234567], ['1.234,0', 1234], ['1,234', 1234], [' 1 234 ', 1234], ['3.000', 3000], ['3,0', 3], ['-5', -5], ['', null]]));
test('what is no whole number stays as it was typed', () => check('integer', [['12,5', '12,5'], ['khoảng 40', 'khoảng 40'], ['1.23', '1.23']]));
test('decimals with comma, or with the last of two signs', () =>
  check('decimal', [['12,5', 12.5], ['1.234,5', 1234.5], ['1,234.5', 1234.5], ['1.234', 1234], ['0.5', 0.5], ['x', 'x']]));
test('days come before months', () => check('date', [['24/11/2026', '2026-11-24'], ['1/2/2026', '2026-02-01'], ['24-11-2026', '2026-11-24'], ['2026-11-24', '2026-11-24']]));
test('a day that is in no calendar is not a date', () => check('date', [['31/02/2026', '31/02/2026'], ['24/11/26', '24/11/26']]));
test('telephone numbers lose their dots and get their 0 back', () =>
  check('phone', [['0912 345 678', '0912345678'], ['+84 912.345.678', '0912345678'], ['912345678', '0912345678'], ['02603 862 112', '02603862112'], ['112', '112'], ['12', '12']]));
test('text in one line, long text in many, both composed', () => {
  check('text', [['  Nga\u0323oc \n Linh ', 'Ngạoc Linh']]);
  check('longtext', [['a\nb', 'a\nb']]);
});

const kinds = column('choice', { choices: [{ code: 'school', name: { vi: 'Trường học', en: 'School' } }, { code: 'to', name: { vi: 'Ba Tơ', en: 'Ba To' } }, { code: 'to2', name: { vi: 'Ba Tô', en: 'Ba Toh' } }] });
test('a choice is known by code, by name, and without marks where only one is meant', () => {
  expect(read(kinds, 'school')).toBe('school');
  expect(read(kinds, 'TRƯỜNG HỌC')).toBe('school');
  expect(read(kinds, 'truong hoc')).toBe('school');
  expect(read(kinds, 'Ba Tô')).toBe('to2');
  expect(read(kinds, 'nhà dân')).toBe('nhà dân');
});
test('a name without marks that could be two is left for a person', () => {
  const two = column('choice', { choices: [{ code: '1', name: { vi: 'Ba Tơ', en: 'B1' } }, { code: '2', name: { vi: 'Ba Tô', en: 'B2' } }] });
  expect(read(two, 'ba to')).toBe('ba to');
});

test('faults are named by kind, and by what is missing', () => {
  expect(fault(column('integer'), '12,5')).toBe('integer');
  expect(fault(column('integer'), 12)).toBeNull();
  expect(fault(column('date'), '31/02/2026')).toBe('date');
  expect(fault(column('phone'), '12')).toBe('phone');
  expect(fault(kinds, 'nhà dân')).toBe('choice');
  expect(fault(column('text', { required: true }), null)).toBe('required');
  expect(fault(column('text'), null)).toBeNull();
});

test('what is copied out is read back as the same value', () => {
  for (const [kind, value] of [['integer', 1234], ['decimal', 12.5], ['date', '2026-11-24'], ['phone', '0912345678']] as const) {
    expect(read(column(kind), typed(column(kind), value, 'vi'))).toBe(value);
  }
  expect(read(kinds, typed(kinds, 'to2', 'vi'))).toBe('to2');
});
test('the screen groups thousands, the clipboard does not', () => {
  expect(shown(column('integer'), 1234, 'vi')).toBe('1.234');
  expect(typed(column('integer'), 1234, 'vi')).toBe('1234');
});
