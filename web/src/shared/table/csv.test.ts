import { expect, test } from 'vitest';
import { csv } from './csv';

const lines = (text: string) => text.slice(1).split('\r\n').slice(0, -1);

test('begins with the mark Excel needs for Vietnamese', () => expect(csv([['Xã Ngọc Linh']], 'vi')).toBe('\uFEFFXã Ngọc Linh\r\n'));
test('Vietnamese Excel takes semicolons and decimal commas', () => expect(lines(csv([['a', 12.5, null]], 'vi'))).toEqual(['a;12,5;']));
test('English Excel takes commas and points', () => expect(lines(csv([['a', 12.5, null]], 'en'))).toEqual(['a,12.5,']));
test('quotes, separators and line breaks stay inside their cell', () => expect(csv([['nói "đi"', 'a;b', 'x\ny']], 'vi')).toBe('\uFEFF"nói ""đi""";"a;b";"x\ny"\r\n'));
test('what would be a formula is text', () => expect(lines(csv([['=1+1', '+84 912']], 'vi'))).toEqual(["'=1+1;'+84 912"]));
test('a negative number stays a number', () => expect(lines(csv([[-3]], 'vi'))).toEqual(['-3']));
