import { expect, test } from 'vitest';
import { areaOf, ringsOf, sameRings, withoutCorner, type Point, type Ring } from './rings';

const square = (x: number, y: number, side: number): Point[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
const outer = (corners: Point[]): Ring => ({ role: 'outer', corners });
const hole = (corners: Point[]): Ring => ({ role: 'hole', corners });

test('an area taken apart and put together is the same area', () => {
  const area = areaOf([outer(square(108, 15, 1)), hole(square(108.25, 15.25, 0.25)), outer(square(110, 15, 1))]);
  expect(area?.type).toBe('MultiPolygon');
  expect(areaOf(ringsOf(area))).toEqual(area);
});
test('a hole belongs to the smallest part around it', () => {
  const area = areaOf([outer(square(0, 0, 10)), hole(square(2, 2, 6)), outer(square(3, 3, 4)), hole(square(4, 4, 1))]);
  expect(area?.type === 'MultiPolygon' && area.coordinates.map((part) => part.length)).toEqual([2, 2]);
});
test('a hole outside every part is not lost', () => {
  const area = areaOf([outer(square(0, 0, 1)), hole(square(5, 5, 1))]);
  expect(area?.type === 'Polygon' && area.coordinates.length).toBe(2);
});
test('outer rings run against the clock, holes with it, however they were drawn', () => {
  const area = areaOf([outer(square(0, 0, 4).reverse()), hole(square(1, 1, 1))]);
  const shoelace = (ring: number[][]) => ring.slice(0, -1).reduce((sum, [x = 0, y = 0], i) => { const [nx = 0, ny = 0] = ring[i + 1] ?? []; return sum + x * ny - nx * y; }, 0);
  const rings = area?.type === 'Polygon' ? area.coordinates : [];
  expect(rings.map((ring) => Math.sign(shoelace(ring)))).toEqual([1, -1]);
});
test('a line of two corners is no area', () => expect(areaOf([outer([[0, 0], [1, 1]])])).toBeNull());
test('the nearest corner goes; a triangle that loses one goes whole', () => {
  const rings = [outer(square(0, 0, 1))];
  expect(withoutCorner(rings, [1.001, 1], 0.01)[0]?.corners).toEqual([[0, 0], [1, 0], [0, 1]]);
  expect(withoutCorner(rings, [5, 5], 0.01)).toBe(rings);
  expect(withoutCorner([outer([[0, 0], [1, 0], [0, 1]])], [0, 0], 0.01)).toEqual([]);
});
test('rings differ by a corner, a role, a ring', () => {
  const rings = [outer(square(0, 0, 1))];
  expect(sameRings(rings, [outer(square(0, 0, 1))])).toBe(true);
  expect(sameRings(rings, [hole(square(0, 0, 1))])).toBe(false);
  expect(sameRings(rings, [outer(square(0, 0, 2))])).toBe(false);
});
