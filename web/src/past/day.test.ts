import { expect, test } from 'vitest';
import { dayAt, dayOf, pastDayIn, withDay } from './day';

test('only a day of the calendar is a day', () => {
  expect(['2026-10-05', '2024-02-29', '2026-02-29', '2026-13-01', '05/10/2026', '', null].map(dayOf)).toEqual(['2026-10-05', '2024-02-29', null, null, null, null, null]);
});
test('today and what is to come are no past', () => {
  expect(['?ngay=2026-11-23', '?ngay=2026-11-24', '?ngay=2027-01-01', ''].map((search) => pastDayIn(search, '2026-11-24'))).toEqual(['2026-11-23', null, null, null]);
});
test('the day turns at midnight in Viet Nam', () => {
  expect([dayAt(new Date('2026-11-23T16:59:59Z')), dayAt(new Date('2026-11-23T17:00:00Z'))]).toEqual(['2026-11-23', '2026-11-24']);
});
test('going to a day keeps what else the address says, and coming back leaves no trace', () => {
  expect(withDay('/map', '', '2026-10-05')).toBe('/map?ngay=2026-10-05');
  expect(withDay('/zones/a', '?so=1-2', '2026-10-05')).toBe('/zones/a?so=1-2&ngay=2026-10-05');
  expect(withDay('/map', '?ngay=2026-10-05', null)).toBe('/map');
});
