import { expect, test } from 'vitest';
import { dayAfter, daysBetween, faultsIn, lastDay, quickDays, standing } from './accept';

const TODAY = '2026-11-30';
const draft = (until: string, reason = 'trường mới bàn giao') => ({ until, reason });

test('today and a year from today can be chosen, nothing before and nothing after', () => {
  expect(faultsIn(draft('30/11/2026'), TODAY)).toEqual({});
  expect(faultsIn(draft('30/11/2027'), TODAY)).toEqual({});
  expect(faultsIn(draft('29/11/2026'), TODAY)).toEqual({ until: 'past' });
  expect(faultsIn(draft('01/12/2027'), TODAY)).toEqual({ until: 'far' });
  expect(faultsIn(draft('31/02/2027'), TODAY)).toEqual({ until: 'day' });
  expect(faultsIn(draft(''), TODAY)).toEqual({ until: 'day' });
});

test('a reason is needed and has an end', () => {
  expect(faultsIn(draft('20/12/2026', '  '), TODAY)).toEqual({ reason: 'reason' });
  expect(faultsIn(draft('20/12/2026', 'ế'.repeat(500)), TODAY)).toEqual({});
  expect(faultsIn(draft('20/12/2026', 'ế'.repeat(501)), TODAY)).toEqual({ reason: 'long' });
});

test('a year from the 29th of February is the 28th', () => {
  expect(lastDay('2028-02-29')).toBe('2029-02-28');
  expect(lastDay(TODAY)).toBe('2027-11-30');
});

test('the last day is a day on which it still holds', () => {
  expect(standing('2026-12-20', TODAY)).toEqual({ over: false, left: 20 });
  expect(standing(TODAY, TODAY)).toEqual({ over: false, left: 0 });
  expect(standing('2026-11-29', TODAY)).toEqual({ over: true, left: -1 });
});

test('days are counted on the calendar', () => {
  expect(dayAfter('2026-12-28', 7)).toBe('2027-01-04');
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  expect(quickDays(TODAY).map(({ day }) => day)).toEqual(['07/12/2026', '30/12/2026', '31/12/2026']);
});
