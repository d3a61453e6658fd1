import { expect, test } from 'vitest';
import { byZone, plainText, sideBySide } from './arrange';
import type { Line } from './types';

const same = (n: number): Line[] => Array.from({ length: n }, (_, i) => ({ kind: 'same', text: `dòng ${i}` }));

test('a line that went stands beside the one that came in its place', () => {
  const [pair] = sideBySide([{ kind: 'removed', text: 'cũ' }, { kind: 'added', text: 'mới' }]);
  expect(pair).toEqual({ before: { changed: true, words: [{ kind: 'same', text: 'cũ' }] }, after: { changed: true, words: [{ kind: 'same', text: 'mới' }] } });
});
test('the words of a changed line are dealt out to both sides', () => {
  const words = [{ kind: 'same', text: 'Đi trước ' }, { kind: 'removed', text: '15' }, { kind: 'added', text: '12' }, { kind: 'same', text: ' giờ.' }] as const;
  const [pair] = sideBySide([{ kind: 'changed', text: 'Đi trước 12 giờ.', words: [...words] }]);
  const text = (side: 'before' | 'after') => (pair && 'before' in pair ? pair[side]?.words.map((w) => w.text).join('') : null);
  expect([text('before'), text('after')]).toEqual(['Đi trước 15 giờ.', 'Đi trước 12 giờ.']);
});
test('what did not change is folded but for a line on either side', () => {
  const rows = sideBySide([...same(5), { kind: 'added', text: 'mới' }, ...same(4)]);
  expect(rows.map((row) => ('hidden' in row ? row.hidden : 'line'))).toEqual([4, 'line', 'line', 'line', 3]);
});
test('zones that went come first, then those that came, each zone once', () =>
  expect(byZone([{ code: 'SL-10', kind: 'renamed' }, { code: 'SL-2', kind: 'moved' }, { code: 'SL-2', kind: 'level_changed' }, { code: 'SL-9', kind: 'removed' }, { code: 'SL-3', kind: 'added' }]).map((z) => [z.code, z.changes.length]))
    .toEqual([['SL-9', 1], ['SL-3', 1], ['SL-2', 2], ['SL-10', 1]]));
test('marks of the text are not shown to people', () => {
  expect(plainText('- Khu vực **xung yếu**: 1\\. taluy', true)).toBe('• Khu vực xung yếu: 1. taluy');
  expect(plainText('## Trước', true)).toBe('Trước');
  expect(plainText('- 3 hộ', false)).toBe('- 3 hộ');
});
