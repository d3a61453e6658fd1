import { expect, test } from 'vitest';
import { bearing, byDistance, far, metres, wayOf } from './distance';

const KON_TUM = { lon: 108.0, lat: 14.35 };

test('a degree of latitude is about 111 km, and the way is north', () => {
  const north = { lon: 108.0, lat: 15.35 };
  expect(metres(KON_TUM, north) / 1000).toBeCloseTo(111.2, 1);
  expect(bearing(KON_TUM, north)).toBeCloseTo(0);
});

test('the four quarters have their names', () => {
  const way = (lon: number, lat: number) => wayOf(bearing(KON_TUM, { lon, lat }), 'vi');
  expect([way(108, 15), way(109, 14.35), way(108, 14), way(107, 14.35), way(108.1, 14.45), way(107.9, 14.25)])
    .toEqual(['bắc', 'đông', 'nam', 'tây', 'đông bắc', 'tây nam']);
});

test('just west of north is still north, not a ninth direction', () => expect(wayOf(359, 'en')).toBe('north'));

test('figures are no finer than they are', () => {
  expect([far(4, 'vi'), far(347, 'vi'), far(996, 'vi'), far(1_234, 'vi'), far(9_970, 'vi'), far(12_345, 'en')])
    .toEqual(['0 m', '350 m', '1 km', '1,2 km', '10 km', '12 km']);
});

test('the nearest comes first, and one without a position last', () => {
  const places = [{ code: 'none' }, { code: 'far', lon: 108.2, lat: 14.35 }, { code: 'near', lon: 108.01, lat: 14.35 }];
  expect(byDistance(KON_TUM, places).map((p) => p.code)).toEqual(['near', 'far', 'none']);
  expect(byDistance(null, places).map((p) => p.code)).toEqual(['none', 'far', 'near']);
});
