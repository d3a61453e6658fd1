import { expect, test } from 'vitest';
import type { Unit } from '../api/types';
import { areaOf, findAreas, withArea } from './areas';

const unit = (code: string, name: string, kind: Unit['kind'], parent_code: string | null = null): Unit => ({ code, name, kind, parent_code });
const province = unit('51', 'Tỉnh Quảng Ngãi', 'province');
const units = [unit('23461', 'Xã Ngọc Linh', 'commune', '51'), unit('21', 'Xã Mường Ngọc', 'commune'), province, unit('23293', 'Phường Kon Tum', 'ward', '51'), unit('1', 'Xã Ba Tơ', 'commune', '51'), unit('2', 'Xã Ba Tô', 'commune', '51')];

test('a name is found without marks and without its kind, the nearest first', () => {
  expect(findAreas(units, 'ngoc', []).map((each) => each.name)).toEqual(['Xã Ngọc Linh', 'Xã Mường Ngọc']);
  expect(findAreas(units, 'quang ngai', [])[0]).toBe(province);
  expect(findAreas(units, 'xã ngọc linh', [])).toHaveLength(1);
});

test('two names that differ only in a mark are both offered', () => {
  expect(findAreas(units, 'ba to', []).map((each) => each.code).sort()).toEqual(['1', '2']);
});

test('one letter finds nothing, what is chosen is not offered again', () => {
  expect(findAreas(units, 'n', [])).toEqual([]);
  expect(findAreas(units, 'kon tum', [areaOf(units[3] as Unit)])).toEqual([]);
});

test('a whole province takes the place of its communes', () => {
  const chosen = [areaOf(units[0] as Unit), areaOf(units[1] as Unit)];
  expect(withArea(chosen, province, units).map((area) => area.code)).toEqual(['21', '51']);
  expect(withArea([areaOf(province)], province, units)).toHaveLength(1);
});
