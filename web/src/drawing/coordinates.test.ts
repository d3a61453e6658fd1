import { expect, test } from 'vitest';
import { cornerFrom, cornersFrom, textOf } from './coordinates';

const at = (text: string) => cornerFrom(text)?.map((n) => Number(n.toFixed(6)));

test('longitude and latitude in degrees, with point or comma, apart by space or comma', () => {
  expect(at('108.25 14.913')).toEqual([108.25, 14.913]);
  expect(at('108,25 14,913')).toEqual([108.25, 14.913]);
  expect(at('108.25, 14.913')).toEqual([108.25, 14.913]);
  expect(at('108,25\t14,913')).toEqual([108.25, 14.913]);
});
test('latitude first is noticed where only that can be meant', () => expect(at('14.913 108.25')).toEqual([108.25, 14.913]));
test('degrees, minutes, seconds as Vietnamese maps write them', () => {
  expect(at(`14°42'35,4"B 108°15'00"Đ`)).toEqual([108.25, 14.709833]);
  expect(at(`108°15'00"Đ 14°42'35.4"B`)).toEqual([108.25, 14.709833]);
  expect(at('14°42′35″B, 108°15′Đ')).toEqual([108.25, 14.709722]);
  expect(at(`14°42'35,4''B, 108°15'00''Đ`)).toEqual([108.25, 14.709833]);
});
test('N is south on a Vietnamese map and north in an English list', () => {
  expect(at('8°30\'N 108°15\'Đ')).toEqual([108.25, -8.5]);
  expect(at('8°30\'N 108°15\'E')).toEqual([108.25, 8.5]);
  expect(at('14.5N 108.25E')).toEqual([108.25, 14.5]);
});
test('letters may stand before the number', () => expect(at('B 14,5 Đ 108,25')).toEqual([108.25, 14.5]));
test('what is no pair of degrees is refused', () => {
  for (const text of ['108.25', 'thôn 3', '553734.270 1587082.469', '14°75\'B 108°Đ', '108.2 14.9 12', '']) expect([text, cornerFrom(text)]).toEqual([text, null]);
});
test('a list says which line it could not read', () => {
  expect(cornersFrom('108 15\n108.1 15\n108.1 ?\n108 15.1')).toEqual({ fault: 'line', line: 3, text: '108.1 ?' });
  expect(cornersFrom('108 15\n108.1 15')).toMatchObject({ fault: 'few' });
});
test('a list comes back as it was written, its closing corner dropped', () => {
  const found = cornersFrom('108 15\n\n108.1 15\n108.1 15.1\n108 15');
  expect('corners' in found && textOf(found.corners)).toBe('108.000000 15.000000\n108.100000 15.000000\n108.100000 15.100000');
});
