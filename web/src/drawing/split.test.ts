import { expect, test } from 'vitest';
import type { Area } from '../plans/types';
import { ringsOf, twiceArea, type Point } from './rings';
import { split } from './split';

const square = (x: number, y: number, side: number): Point[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
const polygon = (...rings: Point[][]): Area => ({ type: 'Polygon', coordinates: rings });
const size = (area: Area) => Math.abs(ringsOf(area).reduce((sum, ring) => sum + Math.abs(twiceArea(ring.corners)) * (ring.role === 'outer' ? 0.5 : -0.5), 0));
const sizes = (area: Area, line: number[][]) => {
  const found = split(area, line);
  return 'parts' in found ? found.parts.map((part) => Number(size(part).toFixed(6))) : found.fault;
};

test('a straight line makes two', () => expect(sizes(polygon(square(0, 0, 4)), [[1, -1], [1, 5]])).toEqual([12, 4]));
test('a bent line makes two', () => expect(sizes(polygon(square(0, 0, 4)), [[-1, 2], [2, 2], [2, 5]])).toEqual([12, 4]));
test('the line may run through corners', () => expect(sizes(polygon(square(0, 0, 4)), [[0, 0], [4, 4]])).toEqual([8, 8]));
test('the line may begin and end on the edge', () => expect(sizes(polygon(square(0, 0, 4)), [[1, 0], [1, 4]])).toEqual([12, 4]));
test('a line that ends inside cuts nothing', () => expect(sizes(polygon(square(0, 0, 4)), [[-1, 2], [2, 2]])).toBe('not_across'));
test('what sticks out beyond the cut, inside, is left off', () => expect(sizes(polygon(square(0, 0, 4)), [[1, -1], [1, 5], [5, 5], [5, 2], [3, 2]])).toEqual([12, 4]));
test('a line along an edge cuts nothing', () => expect(sizes(polygon(square(0, 0, 4)), [[-1, 0], [5, 0]])).toBe('not_across'));
test('a line that only touches a corner cuts nothing', () => expect(sizes(polygon(square(0, 0, 4)), [[-1, 1], [1, -1]])).toBe('not_across'));
test('a line beside cuts nothing', () => expect(sizes(polygon(square(0, 0, 4)), [[9, 0], [9, 4]])).toBe('not_across'));
test('a line across a bay makes three', () => {
  const bay: Point[] = [[0, 0], [6, 0], [6, 4], [4, 4], [4, 2], [2, 2], [2, 4], [0, 4], [0, 0]];
  expect(sizes(polygon(bay), [[-1, 3], [7, 3]])).toEqual([16, 2, 2]);
});
test('a hole that the line crosses opens to both parts', () => expect(sizes(polygon(square(0, 0, 4), square(1, 1, 2).reverse()), [[2, -1], [2, 5]])).toEqual([6, 6]));
test('a hole that the line leaves alone stays in its part', () => {
  const found = split(polygon(square(0, 0, 4), square(2, 1, 1).reverse()), [[1, -1], [1, 5]]);
  expect('parts' in found && found.parts.map((part) => ringsOf(part).length)).toEqual([2, 1]);
});
test('a line from the edge into a hole cuts nothing', () => expect(sizes(polygon(square(0, 0, 4), square(1, 1, 2).reverse()), [[2, -1], [2, 2]])).toBe('not_across'));
test('of several polygons the others go with the nearest part', () => {
  const area: Area = { type: 'MultiPolygon', coordinates: [[square(0, 0, 4)], [square(5, 0, 1)]] };
  expect(sizes(area, [[1, -1], [1, 4.5]])).toEqual([13, 4]);
});
test('a line that crosses itself makes what it encloses', () => expect(sizes(polygon(square(0, 0, 10)), [[-1, 5], [8, 5], [8, 2], [4, 2], [4, 11]]).length).toBeGreaterThan(2));
test('degrees of a real zone keep their area', () => {
  const zone = polygon([[108.0012345, 15.0000001], [108.0212345, 15.0034567], [108.0187654, 15.0201234], [108.0023456, 15.0187654], [108.0012345, 15.0000001]]);
  const found = split(zone, [[108.01, 14.99], [108.0111111, 15.01], [108.009, 15.03]]);
  expect('parts' in found && found.parts.reduce((sum, part) => sum + size(part), 0)).toBeCloseTo(size(zone), 9);
});
