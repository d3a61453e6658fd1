import { expect, test } from 'vitest';
import type { ZoneFeature, ZoneProperties } from '../api/types';
import { byCommune } from './byCommune';

const zone = (code: string, commune_code: string, commune_name: string, state: ZoneProperties['state']) =>
  ({ type: 'Feature', properties: { code, name: code, village: null, commune_code, commune_name, state } }) as ZoneFeature;
const ZONES = [
  zone('SL-01', '23365', 'Xã Ngọc Linh', 'normal'),
  zone('SL-02', '23344', 'Xã Đăk Plô', 'prepare'),
  zone('SL-03', '23344', 'Xã Đăk Plô', 'order'),
];

test('the commune with the most urgent zone comes first, and within it that zone', () => {
  const groups = byCommune(ZONES, '');
  expect(groups.map((g) => g.name)).toEqual(['Xã Đăk Plô', 'Xã Ngọc Linh']);
  expect(groups[0]?.zones.map((z) => z.code)).toEqual(['SL-03', 'SL-02']);
  expect(groups.map((g) => g.urgent)).toEqual([true, false]);
});

test('search needs no tones', () => {
  expect(byCommune(ZONES, 'dak plo').flatMap((g) => g.zones.map((z) => z.code))).toEqual(['SL-03', 'SL-02']);
  expect(byCommune(ZONES, 'hà nội')).toEqual([]);
});

test('communes are told apart by code, not by name', () => {
  expect(byCommune([zone('A', '21484', 'Ba Tơ', 'normal'), zone('B', '21523', 'Ba Tô', 'normal')], 'ba to')).toHaveLength(2);
});
