import { expect, test } from 'vitest';
import { ASK, groupsOf, rowOfCode, rowOfWords, shownRows, type Narrow } from './entries';

const rows = [
  rowOfWords({ id: '1', language: 'vi', words: 'bão', hazard: 'storm', shipped: true }),
  rowOfWords({ id: '2', language: 'vi', words: 'thông báo', hazard: null, shipped: true }),
  rowOfWords({ id: '3', language: 'en', words: 'mudslide', hazard: 'landslide', shipped: false, changed_by: 'Lan', changed_at: '2026-11-29T10:00:00Z' }),
  rowOfCode({ id: '4', list: 'same', code: 'TYW', hazard: 'storm', shipped: true }),
];
const all: Narrow = { group: '', hazard: '', origin: '', text: '' };

test('own entries come first, then by language and words', () => {
  expect(shownRows(rows, all).map((row) => row.id)).toEqual(['3', '4', '1', '2']);
});

test('rows are found by what they are taken for, by whose they are, and by words without marks', () => {
  expect(shownRows(rows, { ...all, hazard: ASK }).map((row) => row.id)).toEqual(['2']);
  expect(shownRows(rows, { ...all, origin: 'own' }).map((row) => row.id)).toEqual(['3']);
  expect(shownRows(rows, { ...all, text: 'bao' }).map((row) => row.id)).toEqual(['1', '2']);
  expect(shownRows(rows, { ...all, group: 'same' }).map((row) => row.text)).toEqual(['TYW']);
});

test('Vietnamese is the first of the languages', () => expect(groupsOf(rows)).toEqual(['vi', 'en', 'same']));
