import { expect, test } from 'vitest';
import { pathOf, placeIn } from './figure';

test('north is up, and a wide thing is not made square', () => {
  const box = [0, 0, 2, 1] as [number, number, number, number];
  const [left, top] = placeIn([0, 1], box, 100);
  const [right, bottom] = placeIn([2, 0], box, 100);
  expect([left, right]).toEqual([10, 90]);
  expect(top).toBeLessThan(bottom);
  expect(bottom - top).toBeCloseTo(40, 0);
});
test('every ring is drawn, holes too; a point has no outline', () => {
  const square = [[0, 0], [1, 0], [1, 1], [0, 0]];
  expect(pathOf({ type: 'Polygon', coordinates: [square, square] }, [0, 0, 1, 1], 100).match(/Z/g)).toHaveLength(2);
  expect(pathOf({ type: 'Point', coordinates: [0, 0] }, [0, 0, 1, 1], 100)).toBe('');
});
