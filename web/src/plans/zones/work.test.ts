import { expect, test } from 'vitest';
import type { PlanZone } from '../types';
import { differences, draftOf, drawingOf, drawnArea, joinedCode, partCodes, queryOf, sameDraft, workFrom, type Work } from './work';

const zone = {
  type: 'Feature', geometry: { type: 'Polygon', coordinates: [[[108.123456789, 15], [108.2, 15], [108.2, 15.1], [108.123456789, 15]]] },
  properties: { id: '1', code: 'SL-03', hazard: 'landslide', name: 'Sườn núi', village: 'Thôn 1', commune_code: '23365', evacuate_from_level: { scale: 'disaster_risk', value: 2 }, revision: 4, area_m2: 1, destinations: ['DST-1', 'DST-2'], route: null, in_charge: null },
} as PlanZone;
const fallback = { commune: '23365', level: 1 };

test('the address says what is done and comes back to it', () => {
  const works: Work[] = [{ kind: 'new' }, { kind: 'edit', code: 'SL-03' }, { kind: 'split', code: 'A' }, { kind: 'move', code: 'A' }, { kind: 'merge', codes: ['A', 'B'] }, { kind: 'overview', codes: [] }, { kind: 'overview', codes: ['A'] }];
  for (const work of works) expect(workFrom(new URLSearchParams(queryOf(work)))).toEqual(work);
});
test('an outline nobody moved is sent as it came, to the last digit', () => {
  const draft = draftOf(zone, fallback);
  expect(drawnArea(draft.rings, zone)).toBe(zone.geometry);
  expect(drawnArea([], zone)).toBeNull();
});
test('what is typed becomes what is sent', () => {
  const drawing = drawingOf({ ...draftOf(zone, fallback), name: '  Sườn Tây ', destinations: 'DST-1; DST-3', person: 'Lan' }, zone.geometry);
  expect(drawing).toMatchObject({ name: 'Sườn Tây', destinations: ['DST-1', 'DST-3'], route: null, in_charge: { name: 'Lan' } });
});
test('a change taken back is no change', () => {
  const draft = draftOf(zone, fallback);
  expect(sameDraft(draft, { ...draft, name: 'x' })).toBe(false);
  expect(sameDraft(draft, { ...draft, name: draft.name })).toBe(true);
});
test('codes of parts pass over those in use', () => {
  expect(partCodes('SL-03', 2, [])).toEqual(['SL-03-A', 'SL-03-B']);
  expect(partCodes('SL-03', 2, ['SL-03-A'])).toEqual(['SL-03-B', 'SL-03-C']);
});
test('a joined zone takes what its parts share and never their codes', () => {
  expect(joinedCode(['SL-03-A', 'SL-03-B'], [])).toBe('SL-03-G');
  expect(joinedCode(['SL-03', 'SL-07'], [])).toBe('SL-03-G');
  expect(joinedCode(['SL-03', 'SL-07'], ['SL-03-G'])).toBe('SL-03-G2');
});
test('two forms of a zone are compared field by field', () => {
  const mine = draftOf(zone, fallback);
  expect(differences(mine, { ...mine, name: 'khác', rings: [] })).toEqual([{ field: 'name', mine: 'Sườn núi', theirs: 'khác' }]);
});
