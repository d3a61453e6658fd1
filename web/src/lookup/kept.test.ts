import { beforeEach, expect, test } from 'vitest';
import { forgetAnswers, keepAnswer, KEPT_MOST, keptAnswer, keptAnswers, type Box, type Kept } from './kept';

let content: Map<string, string>;
let box: Box;
beforeEach(() => {
  content = new Map();
  box = { getItem: (k) => content.get(k) ?? null, setItem: (k, v) => void content.set(k, v), removeItem: (k) => void content.delete(k) };
});
const at = (lon: number, receivedAt = '2026-11-24T07:00:00Z', accuracyM?: number): Kept => ({
  question: { kind: 'point', lon, lat: 14.9, ...(accuracyM && { accuracyM }) }, answer: { zones: [], checked_at: receivedAt }, receivedAt, label: `${lon}`,
});

test('the newest answer for a place replaces the older, however the place was found', () => {
  keepAnswer(at(107.6, '2026-11-24T07:00:00Z'), box);
  keepAnswer(at(107.7), box);
  keepAnswer(at(107.6, '2026-11-24T09:00:00Z', 30), box);
  expect(keptAnswers(box).map((kept) => [kept.label, kept.receivedAt.slice(11, 13)])).toEqual([['107.6', '09'], ['107.7', '07']]);
  expect(keptAnswer({ kind: 'point', lon: 107.6, lat: 14.9, origin: 'map' }, box)?.receivedAt).toBe('2026-11-24T09:00:00Z');
});

test('only the last dozen are kept', () => {
  for (let i = 0; i < KEPT_MOST + 5; i += 1) keepAnswer(at(100 + i), box);
  expect(keptAnswers(box)).toHaveLength(KEPT_MOST);
  expect(keptAnswers(box)[0]?.label).toBe(String(100 + KEPT_MOST + 4));
});

test('what cannot be read is no answer', () => {
  for (const text of ['{', '{"a":1}', '[null, 5, {"question":{"kind":"point"}}]']) {
    content.set('ungpho.lookups', text);
    expect(keptAnswers(box)).toEqual([]);
  }
});

test('a full store loses nothing while the page lives, and forgetting forgets that too', () => {
  box.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  keepAnswer(at(107.6), box);
  expect(keptAnswers(box)).toHaveLength(1);
  forgetAnswers(box);
  expect(keptAnswers(box)).toEqual([]);
});
