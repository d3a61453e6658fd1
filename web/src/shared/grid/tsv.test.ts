import { expect, test } from 'vitest';
import { parseBlock, writeBlock } from './tsv';

test('rows end with a line break, the last one too', () => expect(parseBlock('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']]));
test('LibreOffice ends rows with a bare line feed', () => expect(parseBlock('a\tb\nc\td\n')).toEqual([['a', 'b'], ['c', 'd']]));
test('one cell is one cell', () => expect(parseBlock('Xã Ngọc Linh')).toEqual([['Xã Ngọc Linh']]));
test('empty cells keep their place', () => expect(parseBlock('\t\tx\r\n')).toEqual([['', '', 'x']]));
test('an empty row in the middle stays', () => expect(parseBlock('a\r\n\r\nb')).toEqual([['a'], [''], ['b']]));
test('a quoted cell may hold line breaks, tabs and quotes', () =>
  expect(parseBlock('1\t"Thôn 1\nThôn 2"\t"nói ""đi"""\r\n2\t"a\tb"\tx\r\n')).toEqual([['1', 'Thôn 1\nThôn 2', 'nói "đi"'], ['2', 'a\tb', 'x']]));
test('a line break inside a cell is one character, however it came', () => expect(parseBlock('"a\r\nb"')).toEqual([['a\nb']]));
test('a quote within a word wraps nothing', () => expect(parseBlock('"Ba Na" đồi\tx')).toEqual([['"Ba Na" đồi', 'x']]));
test('a quote that is never closed eats nothing', () => expect(parseBlock('"dở dang\tx\r\ny')).toEqual([['"dở dang', 'x'], ['y']]));
test('a quoted cell at the very end of a row', () => expect(parseBlock('a\t""\r\nb\tc')).toEqual([['a', ''], ['b', 'c']]));
test('nothing copied is one empty cell', () => expect(parseBlock('')).toEqual([['']]));
test('what goes out comes back', () => {
  const block = [['a"b', 'c\nd', ''], ['\t', '"', 'Đăk Tờ Kan']];
  expect(parseBlock(writeBlock(block))).toEqual(block);
});
