import { expect, test } from 'vitest';
import { snapped, snapTo } from './snap';

const held = snapTo([{ type: 'Polygon', coordinates: [[[108, 15], [108.1, 15], [108.1, 15.1], [108, 15.1], [108, 15]]] }]);

test('a corner within reach is taken exactly', () => expect(snapped([108.1004, 15.0997], held, 0.001)).toEqual([108.1, 15.1]));
test('away from corners the place on the edge is taken', () => expect(snapped([108.05, 15.0004], held, 0.001)).toEqual([108.05, 15]));
test('a corner is preferred to an edge that is nearer', () => expect(snapped([108.0006, 15.0001], held, 0.001)).toEqual([108, 15]));
test('out of reach nothing is taken', () => expect(snapped([108.05, 15.05], held, 0.001)).toBeNull());
test('degrees of longitude are shorter than those of latitude', () => {
  const north = snapTo([{ type: 'Polygon', coordinates: [[[0, 60], [1, 60], [1, 61], [0, 60]]] }]);
  expect(snapped([-0.0015, 60], north, 0.001)).toEqual([0, 60]);
});
