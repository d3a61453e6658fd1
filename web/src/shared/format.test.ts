import { expect, test } from 'vitest';
import { ago, clock, date, due, duration, folded, householdsPeople, instantOf, longMoment, moment, number } from './format';

const NOON = '2026-11-24T05:00:00.000Z'; // 12:00 in Vietnam
const minutesLater = (n: number) => new Date(Date.parse(NOON) + n * 60_000);

test('times are UTC+7 whatever zone the device is set to', () => {
  expect(clock('2026-11-24T17:30:00Z')).toBe('00:30');
  expect(date('2026-11-24T17:30:00Z')).toBe('25/11/2026');
  expect(date('2026-12-31T17:00:00Z')).toBe('01/01/2027');
});

test('a moment of today leaves the date out', () => {
  expect(moment('2026-11-24T07:05:00Z', NOON)).toBe('14:05');
  expect(moment('2026-11-23T07:05:00Z', NOON)).toBe('14:05 23/11/2026');
  expect(longMoment('2026-09-05T07:05:00Z', 'vi')).toBe('14 giờ 05 ngày 05/09/2026');
  expect(longMoment('2026-09-05T07:05:00Z', 'en')).toBe('14:05 on 05/09/2026');
});

test('numbers take the decimal comma and the thousand dot', () => {
  expect(number(1234.5, 'vi')).toBe('1.234,5');
  expect(number(1234.5, 'en')).toBe('1,234.5');
  expect(number(1234567, 'vi')).toBe('1.234.567');
  expect(number(0, 'vi')).toBe('0');
  expect(number(-3.25, 'vi', 2)).toBe('−3,25');
  expect(number(0.96, 'vi')).toBe('1');
});

test('people are counted as hộ/khẩu', () => {
  expect(householdsPeople(1048, 3170, 'vi')).toBe('1.048 hộ/3.170 khẩu');
  expect(householdsPeople(48, 170, 'en')).toBe('48 households / 170 people');
});

test('what is left, and what is overdue', () => {
  expect(due(minutesLater(35), NOON, 'vi')).toEqual({ late: false, words: 'còn 35 phút' });
  expect(due(minutesLater(125), NOON, 'vi')).toEqual({ late: false, words: 'còn 2 giờ 05 phút' });
  expect(due(minutesLater(-12), NOON, 'vi')).toEqual({ late: true, words: 'quá hạn 12 phút' });
  expect(due(minutesLater(-12), NOON, 'en')).toEqual({ late: true, words: 'overdue by 12 min' });
  expect(due(NOON, NOON, 'vi')).toEqual({ late: false, words: 'đến hạn' });
  expect(due(minutesLater(35.9), NOON, 'en').words).toBe('35 min left');
});

test('longer spans read in days and hours', () => {
  expect(duration(3 * 86_400_000, 'vi')).toBe('3 ngày');
  expect(duration(26 * 3_600_000, 'vi')).toBe('1 ngày 2 giờ');
  expect(duration(3_600_000, 'en')).toBe('1 h');
  expect(ago(minutesLater(-3), NOON, 'vi')).toBe('3 phút trước');
  expect(ago(NOON, NOON, 'vi')).toBe('vừa xong');
});

test('an hour typed by hand is of today, or of yesterday when it is still to come', () => {
  expect(instantOf('11:30', NOON)).toBe('2026-11-24T04:30:00.000Z');
  expect(instantOf('23:00', NOON)).toBe('2026-11-23T16:00:00.000Z');
  expect(instantOf('25:00', NOON)).toBeNull();
});

test('search folds tones and đ', () => {
  expect(folded('Đăk Plô')).toBe('dak plo');
  expect(folded('Ba Tơ')).toBe(folded('Ba Tô'));
});
