import { expect, test } from 'vitest';
import { draftOf, EMPTY, entryOf, missingIn, numberIn } from './draft';
import type { Entry } from './types';

const full: Entry = {
  ...EMPTY, head: 'A Thử', village: 'Mô Po', people: 5, male: 2, female: 3,
  vulnerable: [{ kind: 'older_person', count: null }, { kind: 'child', count: 2 }], vulnerable_people: 3, danger: 'sạt lở đất', hazards: ['landslide'],
  destination_kind: 'shelter', shelter_id: 'x', property: [{ kind: 'rice', what: 'lúa', quantity: 0.5, unit: 'tấn' }], position: [107.93, 15.07], zone_codes: ['A', 'B'],
};

test('a line that was not touched comes back as it was', () => {
  expect(entryOf(draftOf(full), full)).toEqual(full);
  expect(draftOf(full)).toMatchObject({ people: '5', lat: '15,07', lon: '107,93', zones: 'A, B', lines: [{ quantity: '0,5' }] });
});

test('what is typed is what is sent', () => {
  const draft = { ...draftOf(full), counts: { child: '1' }, danger: 'lũ quét', destination_kind: 'host' as const, lat: '', lon: '' };
  expect(entryOf(draft, full)).toMatchObject({ vulnerable: [{ kind: 'child', count: 1 }], vulnerable_people: null, hazards: [], shelter_id: null, position: null });
  const lines = [{ kind: 'livestock' as const, what: ' bò ', quantity: '3', unit: '' }, { kind: 'other' as const, what: '', quantity: '', unit: '' }];
  expect(entryOf({ ...draftOf(EMPTY), lines }, EMPTY).property).toEqual([{ kind: 'livestock', what: 'bò', quantity: 3, unit: '' }]);
});

test('numbers are typed with a comma or a dot', () => {
  expect([numberIn('15,07'), numberIn(' 15.07 '), numberIn('')]).toEqual([15.07, 15.07, null]);
  expect(numberIn('năm')).toBeNaN();
});

test('what is missing or at odds is found before it is sent', () => {
  expect(missingIn(draftOf(EMPTY))).toEqual(['head', 'village', 'people']);
  expect(missingIn(draftOf(full))).toEqual([]);
  expect(missingIn({ ...draftOf(full), male: '4', lon: '' })).toEqual(['sexes', 'position']);
});
