import { expect, test } from 'vitest';
import { inOneLine, mendedAt, placeOf, soughtIn, tableAndWords, wayTo } from './where';

const entry = (what: Parameters<typeof placeOf>[0]['what'], id: string, vi: string) => ({ what, id, name: { vi, en: vi } });

test('a line of a register is looked for by its code', () => {
  expect(soughtIn('điểm sơ tán Trường Tiểu học Đăk Lanh (minh hoạ) (NL-TRG-01)')).toBe('NL-TRG-01');
  expect(soughtIn('điểm sơ tán NL-TRG-01')).toBe('NL-TRG-01');
  expect(soughtIn('A Minh (minh hoạ) – Trưởng thôn Lê Toan')).toBe('A Minh (minh hoạ)');
  expect(soughtIn('xe tải Hộ ông Nam (minh hoạ)')).toBe('');
});

test('every entry has its page', () => {
  expect(placeOf(entry('zone', 'z1', 'vùng NL-SL-01'))).toBe('/zones/z1');
  expect(placeOf(entry('plan', 'p1', 'phương án'))).toBe('/plans/p1');
  expect(placeOf(entry('household', 'h1', 'hộ'))).toBe('/ho-dan/h1');
  expect(placeOf(entry('unit', '23365', 'xã Ngọc Linh'))).toBe('/coverage?q=23365');
  expect(placeOf(entry('unit', '23365', 'xã Ngọc Linh'), 'supplies')).toBe('/nguon-luc?so=supplies&don-vi=23365');
  expect(wayTo(entry('unit', '23365', 'xã Ngọc Linh'), 'phones')).toBe('phones');
  expect(wayTo(entry('unit', '23365', 'xã Ngọc Linh'), 'zones')).toBe('unit');
  expect(placeOf(entry('shelter', 's1', 'điểm sơ tán Trường (NL-TRG-01)'))).toBe('/nguon-luc?so=shelters&tim=NL-TRG-01');
  expect(placeOf(entry('store', 's1', 'kho gạo (VT-01)'))).toBe('/nguon-luc?so=supplies&tim=VT-01');
  expect(placeOf(entry('contact', 'c1', 'A Minh – Trưởng thôn'))).toBe('/nguon-luc?so=contacts&tim=A%20Minh');
  expect(placeOf(entry('loan', 'l1', 'xe tải'))).toBe('/nguon-luc?so=loans');
});

test('zones for which nothing is heard are mended at the sources', () => {
  const about = entry('unit', '23365', 'xã Ngọc Linh');
  expect(mendedAt({ kind: 'sources_silent', family: 'zones', about, against: null })).toEqual({ href: '/nguon-tin', way: 'hearing' });
  expect(mendedAt({ kind: 'no_zones', family: 'zones', about, against: null })).toEqual({ href: '/coverage?q=23365', way: 'unit' });
  // Mended, or read by who may not: there is no entry to go to.
  expect(mendedAt({ kind: 'sources_silent', family: 'zones', about: null, against: null })).toBeNull();
  expect(placeOf(entry('hearing', '23365', 'xã Ngọc Linh'))).toBe('/nguon-tin');
});

test('a fact is the table and what it says', () => {
  expect(tableAndWords('Bảng vùng: vùng NL-SL-01 có 62 khẩu.')).toEqual({ table: 'Bảng vùng', words: 'Vùng NL-SL-01 có 62 khẩu.' });
  expect(tableAndWords('Không có bảng nào.')).toEqual({ table: null, words: 'Không có bảng nào.' });
  expect(tableAndWords(`${'x'.repeat(120)}: y`)).toEqual({ table: null, words: `${'x'.repeat(120)}: y` });
});

test('two facts fit in a line', () => {
  expect(inOneLine('Phương án: ở cấp 4 cần 1.242 lít nước uống.', 'Kho: còn dùng được 0 lít; thiếu 1.242 lít.')).toBe('Ở cấp 4 cần 1.242 lít nước uống ≠ Còn dùng được 0 lít; thiếu 1.242 lít.');
});
