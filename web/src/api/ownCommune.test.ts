import { expect, test } from 'vitest';
import { communeOf } from './ownCommune';

test('five digits are a commune; a province, the whole country and nobody are not', () => {
  expect(communeOf({ unit_code: '23365' })).toBe('23365');
  expect([communeOf({ unit_code: '51' }), communeOf({ unit_code: null }), communeOf(null), communeOf(undefined)]).toEqual([null, null, null, null]);
});
