import { expect, test } from 'vitest';
import type { Figures, PropertyTotal } from './types';
import { disagreements, PARTS, sumProperty } from './villages';

const pair = (households: number, people: number) => ({ households, people });
const cows = (state: PropertyTotal['state'], quantity: number, unit = 'con'): PropertyTotal => ({ kind: 'livestock', unit, state, lines: 1, quantity });
const figures = (unknown: number, property: PropertyTotal[]): Figures => ({
  ...(Object.fromEntries(PARTS.map((part) => [part, pair(0, 0)])) as Record<(typeof PARTS)[number], ReturnType<typeof pair>>),
  unknown: pair(unknown, unknown * 4), listed: pair(unknown, unknown * 4), evacuated: pair(0, 0), uncounted: pair(0, 0),
  vulnerable: 0, by_state: {}, conflicts: 0, differences: 0, shelters_in_use: 0, property,
});
const villages = [
  { commune_code: '23365', village: 'Mô Po', figures: figures(3, [cows('to_move', 12), cows('moved', 2)]) },
  { commune_code: '23365', village: 'Ngọc Nang', figures: figures(2, [cows('to_move', 0.5), cows('moved', 1, 'đàn')]) },
];

test('property adds up by kind, unit and state, never across units', () => {
  expect(sumProperty(villages.map((village) => village.figures.property))).toEqual([
    { ...cows('to_move', 12.5), lines: 2 }, cows('moved', 2), cows('moved', 1, 'đàn'),
  ]);
});

test('villages that add up to the unit disagree nowhere', () => {
  expect(disagreements({ villages, total: figures(5, [cows('to_move', 12.5), cows('moved', 2), cows('moved', 1, 'đàn')]) })).toEqual([]);
});

test('what the unit counts and no village has, and what a village has and the unit leaves out, are both found', () => {
  const found = disagreements({ villages, total: figures(6, [cows('to_move', 12.5), cows('moved', 2), cows('left', 1)]) });
  expect(found.map((each) => (each.of === 'property' ? `${each.total.state} ${each.total.unit}` : `${each.of} ${each.count}`) + ` ${each.villages}/${each.unit}`)).toEqual([
    'unknown households 5/6', 'unknown people 20/24', 'listed households 5/6', 'listed people 20/24', 'left con 0/1', 'moved đàn 1/0',
  ]);
});
