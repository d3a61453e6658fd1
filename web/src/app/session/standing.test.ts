import { expect, test } from 'vitest';
import type { Account } from '../../api/types';
import { standing } from './standing';

const asking = { data: undefined, isError: false };
const unheard = { data: undefined, isError: true };
const nobody = { data: { account: null }, isError: false };
const somebody = { data: { account: { id: 'a' } as Account }, isError: false };
const meta = (anonymous: 'viewer' | 'lookup_only') => ({ data: { anonymous }, isError: false });

test('who has not signed in sees the situation only where visitors may', () => {
  expect(standing(nobody, meta('lookup_only'))).toBe('lookup');
  expect(standing(nobody, meta('viewer'))).toBe('open');
});

test('who has signed in is not kept waiting for what visitors may', () => {
  expect(standing(somebody, asking)).toBe('open');
  expect(standing(somebody, meta('lookup_only'))).toBe('open');
});

test('nothing is said before both are known', () => {
  expect(standing(asking, asking)).toBe('asking');
  expect(standing(nobody, asking)).toBe('asking');
  expect(standing(asking, meta('lookup_only'))).toBe('asking');
});

test('where nobody answers the line is tried, and its loss is told', () => {
  expect(standing(unheard, unheard)).toBe('open');
  expect(standing(nobody, unheard)).toBe('open');
  expect(standing(unheard, meta('lookup_only'))).toBe('open');
});

test('what was told once holds when it cannot be asked anew', () => {
  expect(standing({ ...nobody, isError: true }, { ...meta('lookup_only'), isError: true })).toBe('lookup');
});
