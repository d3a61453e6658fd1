import { expect, test } from 'vitest';
import type { ZoneFeature, ZoneState } from '../api/types';
import { communeBadges } from './features';

const zone = (commune_code: string, state: ZoneState, x: number): ZoneFeature => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [[[x, 0], [x + 2, 0], [x + 2, 2], [x, 2], [x, 0]]] },
  properties: { commune_code, state },
} as unknown as ZoneFeature);

test('from afar a commune has one badge: its most urgent state, among how many zones, and where all of them lie', () => {
  const { features } = communeBadges([zone('a', 'normal', 0), zone('a', 'order', 10), zone('a', 'order', 20), zone('b', 'normal', 50)], (n) => `${n} vùng`);
  expect(features.map(({ properties }) => [properties?.state, properties?.words])).toEqual([['order', '2 vùng'], ['normal', '1 vùng']]);
  expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [16, 1] });
  expect(features[0]?.properties?.box).toBe('0,0,22,2');
  expect(communeBadges([], String).features).toEqual([]);
});
