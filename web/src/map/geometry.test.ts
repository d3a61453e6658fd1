import { expect, test } from 'vitest';
import { boxOf, labelPoint } from './geometry';

const square = (x: number, y: number, side: number): GeoJSON.Position[] =>
  [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];

test('a label stands in the middle of the largest part', () => {
  const at = labelPoint({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(10, 10, 4)]] });
  expect(at?.[0]).toBeCloseTo(12);
  expect(at?.[1]).toBeCloseTo(12);
});

test('a ring without area has no label, and nothing has no box', () => {
  expect(labelPoint({ type: 'Polygon', coordinates: [[[1, 1], [1, 1], [1, 1]]] })).toBeNull();
  expect(boxOf([null])).toBeNull();
});

test('the box holds every part', () => {
  expect(boxOf([{ type: 'Polygon', coordinates: [square(107, 14, 1)] }, { type: 'Polygon', coordinates: [square(108, 15, 0.5)] }])).toEqual([107, 14, 108.5, 15.5]);
});
