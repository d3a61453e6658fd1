import { expect, test } from 'vitest';
import { dialled, mapLink } from './outward';

const AT = { lon: 107.6621, lat: 14.98123 };
test('Android gets latitude first and the name', () => {
  expect(mapLink(AT, 'Trường Ngọc Súc', 'Linux; Android 14')).toBe('geo:14.981230,107.662100?q=14.981230,107.662100(Tr%C6%B0%E1%BB%9Dng%20Ng%E1%BB%8Dc%20S%C3%BAc)');
});
test('an iPhone does not know geo:', () => expect(mapLink(AT, 'A', 'iPhone OS 18')).toMatch(/^maps:\/\/\?daddr=14\.981230,107\.662100&q=A$/));
test('a number is dialled however it is written', () => {
  expect([dialled('0000 000 001'), dialled('(0260) 3.862-112'), dialled('+84 912 345 678'), dialled('112')])
    .toEqual(['tel:0000000001', 'tel:02603862112', 'tel:+84912345678', 'tel:112']);
});
test('what is no number is not dialled', () => expect([dialled('chưa có'), dialled(null), dialled('12'), dialled('0912 345 678 hoặc 0912')]).toEqual([null, null, null, null]));
