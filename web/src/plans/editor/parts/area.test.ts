import { expect, test } from 'vitest';
import { areaFromText } from './area';

const ring = [[108, 15], [108.1, 15], [108.1, 15.1], [108, 15]];
test('a feature is taken for its geometry', () => expect(areaFromText(JSON.stringify({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }))).toEqual({ type: 'Polygon', coordinates: [ring] }));
test('several polygons of one collection are one zone', () => {
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
  expect(areaFromText(JSON.stringify({ type: 'FeatureCollection', features: [feature, feature] }))).toEqual({ type: 'MultiPolygon', coordinates: [[ring], [ring]] });
});
test('a point is no area, nor is half a text', () => expect([areaFromText('{"type":"Point","coordinates":[1,2]}'), areaFromText('{"type":"Poly')]).toEqual([null, null]));
