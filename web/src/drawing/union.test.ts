import { expect, test } from 'vitest';
import type { Area } from '../plans/types';
import { isOnePiece, union } from './union';

const square = (x: number, y: number): Area => ({ type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] });

test('neighbours that share an edge become one piece', () => {
  const area = union([square(0, 0), square(1, 0)]);
  expect(isOnePiece(area)).toBe(true);
  expect(area?.coordinates[0]).toHaveLength(5);
});
test('zones with a gap stay two pieces of one zone, and it is said', () => expect(isOnePiece(union([square(0, 0), square(3, 0)]))).toBe(false));
test('nothing joined is nothing', () => expect(union([])).toBeNull());
