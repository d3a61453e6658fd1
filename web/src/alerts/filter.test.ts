import { expect, test } from 'vitest';
import { callOf, readFilter, withFilter, type Filter } from './filter';

const all: Filter = { show: 'all', source: 'nchmf', hazard: 'flash_flood' };

test('a filter comes back from its address, beside what else stood there', () => {
  const search = withFilter('?ngay=2026-11-01', all);
  expect(readFilter(search)).toEqual(all);
  expect(new URLSearchParams(search).get('ngay')).toBe('2026-11-01');
});

test('the filter one begins with needs no words in the address', () => {
  expect(withFilter('', readFilter(''))).toBe('');
  expect(readFilter('?xem=khac').show).toBe('active');
});

test('each filter is one call', () => {
  expect(callOf(readFilter(''), null)).toBe('/alerts?limit=50&active=true');
  expect(callOf({ show: 'person', source: '', hazard: '' }, null)).toBe('/alerts?limit=50&needs_person=true');
  expect(callOf(all, 'a b')).toBe('/alerts?limit=50&source=nchmf&hazard=flash_flood&cursor=a+b');
});
