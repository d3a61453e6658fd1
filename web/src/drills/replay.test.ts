import { expect, test } from 'vitest';
import { faultsIn, PAST, progressOf, readSpeed, requestOf, shortened, speedFigures, type Choice, type DrillMessage } from './replay';

const HOUR = 3_600_000;
const choice = (part: Partial<Choice> = {}): Choice => ({ scenario: 'noru-2022', event: '', speed: '30', typed: '', ...part });

test('a speed is 1 to 60, with a comma or a point', () => {
  expect([readSpeed('1'), readSpeed('60'), readSpeed(' 7,5 '), readSpeed('7.5')]).toEqual([1, 60, 7.5, 7.5]);
  for (const text of ['', '0', '0,9', '60,1', '61', '-3', '1e1', 'nhanh', '1 000']) expect([text, readSpeed(text)]).toEqual([text, null]);
});

test('a speed is told by what becomes of six hours and of a day', () => {
  expect(speedFigures(30, 'vi')).toEqual({ times: '30', six: '12 phút', day: '48 phút' });
  expect(speedFigures(1, 'vi')).toEqual({ times: '1', six: '6 giờ', day: '1 ngày' });
  expect(speedFigures(6, 'en')).toEqual({ times: '6', six: '1 h', day: '4 h' });
});

test('minutes that do not come out even are called about', () => {
  expect(shortened(6 * HOUR, 7, 'vi')).toBe('khoảng 51 phút'); // 51.43
  expect(shortened(6 * HOUR, 7.5, 'vi')).toBe('48 phút');
  expect(shortened(24 * HOUR, 7, 'en')).toBe('about 3 h 26 min'); // 205.7
});

test('all that is missing is said at once, and nothing is sent before', () => {
  const empty = choice({ scenario: '', speed: 'other', typed: '90' });
  expect(faultsIn(empty)).toEqual(['scenario', 'speed']);
  expect(requestOf(empty)).toBeNull();
  expect(faultsIn(choice({ scenario: PAST }))).toEqual(['event_id']);
});

test('a shipped scenario goes by its code, a past event by its id, never both', () => {
  expect(requestOf(choice({ event: 'e1' }))).toEqual({ scenario: 'noru-2022', speed: 30 });
  expect(requestOf(choice({ scenario: PAST, event: 'e1', speed: 'other', typed: '7,5' }))).toEqual({ event_id: 'e1', speed: 7.5 });
});

const message = (position: number, sent_at: string | null): DrillMessage => ({ position, headline: { vi: `tin ${position}`, en: `bulletin ${position}` }, due_at: `2026-11-30T0${position}:00:00Z`, sent_at });

test('the line of messages is in order, one is next, the rest is later', () => {
  const line = progressOf([message(3, null), message(1, '2026-11-30T01:00:02Z'), message(2, null)]);
  expect(line.told.map(({ position, state }) => [position, state])).toEqual([[1, 'sent'], [2, 'next'], [3, 'later']]);
  expect([line.sent, line.next?.position, line.last?.position]).toEqual([1, 2, 3]);
});

test('when all have come, or there never were any, none is next', () => {
  expect(progressOf([message(1, '2026-11-30T01:00:00Z')]).next).toBeNull();
  expect(progressOf([])).toEqual({ told: [], sent: 0, next: null, last: null });
});
