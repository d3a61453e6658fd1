import { expect, test } from 'vitest';
import { addressOf, aroundOf, filtersFrom, kindsOf, NO_FILTERS, questionOf, setCount } from './filters';

test('a filter stands in the address and comes back from it', () => {
  const filters = { ...NO_FILTERS, severity: 'critical' as const, unit: '23365', owed: 'officer', state: 'accepted' as const };
  expect(addressOf(filters)).toBe('?muc=critical&don-vi=23365&ai=officer&tt=accepted');
  expect(filtersFrom(new URLSearchParams(addressOf(filters)))).toEqual(filters);
  expect(addressOf(NO_FILTERS)).toBe('');
});

test('what is no severity and no state is passed over', () => {
  expect(filtersFrom(new URLSearchParams('muc=terrible&tt=gone&loai=shelter_in_zone'))).toEqual({ ...NO_FILTERS, kind: 'shelter_in_zone' });
});

test('what is not set is not asked', () => {
  expect(questionOf(NO_FILTERS)).toEqual({});
  expect(questionOf({ ...NO_FILTERS, hazard: 'flood', owed: 'chair' })).toEqual({ hazard: 'flood', owed_by: 'chair' });
});

test('the counts beside severity and kind are asked without them', () => {
  expect(aroundOf({ ...NO_FILTERS, severity: 'notice', kind: 'use_by_unknown', unit: '23365' })).toEqual({ unit: '23365' });
});

test('the severity has a row of its own and is not counted', () => {
  expect(setCount({ ...NO_FILTERS, severity: 'critical' })).toBe(0);
  expect(setCount({ ...NO_FILTERS, kind: 'loan_unanswered', unit: '23365' })).toBe(2);
});

test('a kind stands once, with all of its findings, and as grave as the worst of them', () => {
  const one = (kind: string, severity: 'critical' | 'serious' | 'notice', count: number) => ({ kind, name: { vi: kind, en: kind }, severity, count });
  const counts = { total: 9, accepted: 0, by_severity: { critical: 1, serious: 5, notice: 3 }, by_kind: [one('route_through_zone', 'serious', 4), one('use_by_unknown', 'notice', 3), one('route_through_zone', 'critical', 1), one('stock_expired', 'serious', 1)] };
  expect(kindsOf(counts, '').map(({ kind, severity, count }) => [kind, severity, count])).toEqual([['route_through_zone', 'critical', 5], ['use_by_unknown', 'notice', 3], ['stock_expired', 'serious', 1]]);
  expect(kindsOf(counts, 'serious').map(({ kind, count }) => [kind, count])).toEqual([['route_through_zone', 4], ['stock_expired', 1]]);
  expect(kindsOf(undefined, '')).toEqual([]);
});
