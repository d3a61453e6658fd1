import { expect, test } from 'vitest';
import { movingAt, newAt, shownLevels } from './levels';
import type { PlanZone } from './types';

const zone = (code: string, value: number) =>
  ({ type: 'Feature', properties: { code, evacuate_from_level: { scale: 'disaster_risk', value } } }) as unknown as PlanZone;
const zones = [zone('SL-10', 3), zone('SL-2', 3), zone('SL-1', 1), zone('SL-3', 2)];
const codes = (found: PlanZone[]) => found.map((z) => z.properties.code);

test('at a level everybody of a lower level has moved too', () => expect(codes(movingAt(zones, 2))).toEqual(['SL-1', 'SL-3']));
test('the lowest level comes first, then the code by its number', () => expect(codes(movingAt(zones, 3))).toEqual(['SL-1', 'SL-3', 'SL-2', 'SL-10']));
test('those that begin to move at a level are told apart', () => expect(codes(newAt(zones, 3))).toEqual(['SL-2', 'SL-10']));
test('nobody moves below the lowest', () => expect(movingAt([zone('A', 2)], 1)).toEqual([]));
test('a situation written for a level the law does not have is still shown', () =>
  expect(shownLevels([{ level: 1, label: { vi: '', en: '' } }, { level: 2, label: { vi: '', en: '' } }], { 4: {}, 2: {} })).toEqual([1, 2, 4]));
