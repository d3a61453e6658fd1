import { expect, test } from 'vitest';
import { addressOf, aroundOf, filtersFrom, NO_FILTERS, questionOf, setCount } from './filters';

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
