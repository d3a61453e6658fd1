import { expect, test } from 'vitest';
import { refusedCsv, rowsOf } from './rows';
import type { ImportItem } from './types';

const L = (vi: string) => ({ vi, en: `${vi} (en)` });
const item = (code: string | null, name: string, fate: ImportItem['fate'], change: Partial<ImportItem> = {}): ImportItem =>
  ({ place: L('dòng 1'), code, name, hazard: null, commune_code: null, commune_name: 'Xã Đăk Plô', level: null, fate, reasons: [], faults: [], repair: null, geometry: null, area_m2: null, ...change });
const items = [item('SL-01', 'Sườn núi', 'added'), item(null, 'Bờ suối', 'refused', { reasons: [L('Thiếu mã; xem lại.')] }), item('SL-03', 'Đồi', 'held', { faults: [{ code: 'x', at: [108.1, 15.2], text: L('Ranh tự cắt.') }] })];
const HEADS = ['Dòng', 'Mã', 'Tên', 'Xã', 'Lý do', 'Vị trí'] as const;

test('rows are found by fate and by words without tones', () => {
  expect(rowsOf(items, 'added', '').map((row) => row.i)).toEqual([0]);
  expect(rowsOf(items, null, 'bo suoi').map((row) => row.i)).toEqual([1]);
  expect(rowsOf(items, null, 'dak plo')).toHaveLength(3);
  expect(rowsOf(items, 'refused', 'doi')).toEqual([]);
});
test('what was not taken in goes into a file with its reasons and places', () => {
  const lines = refusedCsv(items, HEADS, 'vi').trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('dòng 1;;Bờ suối;Xã Đăk Plô;"Thiếu mã; xem lại.";');
  expect(lines[2]).toContain('Ranh tự cắt.;108.100000 15.200000');
});
test('an English file has commas and English reasons', () => expect(refusedCsv(items, HEADS, 'en').split('\r\n')[1]).toBe('dòng 1 (en),,Bờ suối,Xã Đăk Plô,Thiếu mã; xem lại. (en),'));
test('five thousand rows are filtered at once', () => {
  const many = Array.from({ length: 5_000 }, (_, i) => item(`SL-${i}`, 'Sườn núi', 'added'));
  expect(rowsOf(many, 'added', 'sl-4999').map((row) => row.i)).toEqual([4_999]);
});
