import { expect, test } from 'vitest';
import { addressOf, draftFrom, EMPTY, lacks, offered, questionOf, ringsFrom, ringsText, toggled, type Draft } from './question';

const SQUARE = [{ role: 'outer' as const, corners: [[107.6, 15], [107.8, 15], [107.8, 15.2], [107.6, 15.2]] as [number, number][] }];
const HOLED = [...SQUARE, { role: 'hole' as const, corners: [[107.65, 15.05], [107.7, 15.05], [107.7, 15.1]] as [number, number][] }];
const draft = (part: Partial<Draft>): Draft => ({ ...EMPTY, hazard: 'landslide', level: '2', ...part });

test('the link is the question', () => {
  for (const each of [draft({}), draft({ unit: '23365' }), draft({ way: 'zones', zones: ['NL-SL-01', 'NL-SL-03'] }), draft({ way: 'area', rings: HOLED }), draft({ way: 'area' }), draft({ way: 'zones' }), EMPTY]) {
    expect(draftFrom(new URLSearchParams(addressOf(each)))).toEqual(each);
  }
});

test('a drawn area is short in the link, and to a metre', () => {
  expect(ringsText([{ role: 'outer', corners: [[107.6123456, 15.0000001], [107.7, 15], [107.7, 15.1]] }])).toBe('107.61235,15_107.7,15_107.7,15.1');
  expect(ringsFrom(ringsText(HOLED))).toEqual(HOLED);
});

test('a link cut short on its way asks no nonsense', () => {
  expect(ringsFrom('107.6,15_107.8')).toEqual([]);
  expect(ringsFrom('107.6,15_107.8,15_400,15')).toEqual([]);
  expect(ringsFrom('a,b_c,d_e,f')).toEqual([]);
  expect(draftFrom(new URLSearchParams('cap=9&cach=dream')).level).toBe('');
  expect(draftFrom(new URLSearchParams('cap=9&cach=dream')).way).toBe('level');
});

test('only what the way in hand asks for is asked', () => {
  const all = draft({ zones: ['NL-SL-01'], rings: SQUARE });
  expect(questionOf(all)).toEqual({ hazard: 'landslide', level: { scale: 'disaster_risk', value: 2 } });
  expect(questionOf({ ...all, way: 'zones' })).toEqual({ hazard: 'landslide', level: { scale: 'disaster_risk', value: 2 }, zones: ['NL-SL-01'] });
  const area = questionOf({ ...all, way: 'area', unit: '23365' });
  expect(area?.zones).toBeUndefined();
  expect(area?.unit).toBe('23365');
  expect(area?.area).toEqual({ type: 'Polygon', coordinates: [[[107.6, 15], [107.8, 15], [107.8, 15.2], [107.6, 15.2], [107.6, 15]]] });
});

test('nothing is asked before the question is whole', () => {
  expect(lacks(EMPTY)).toBe('first');
  expect(lacks(draft({ level: '' }))).toBe('first');
  expect(lacks(draft({ way: 'zones' }))).toBe('firstZones');
  expect(lacks(draft({ way: 'area' }))).toBe('firstArea');
  expect(lacks(draft({}))).toBeNull();
  expect(questionOf(draft({ way: 'area' }))).toBeNull();
});

test('zones to choose from are of the hazard, by code', () => {
  const zones = [{ hazard: 'landslide', code: 'A-10' }, { hazard: 'flood', code: 'A-1' }, { hazard: 'landslide', code: 'A-2' }];
  expect(offered(zones, 'landslide', () => true).map((zone) => zone.code)).toEqual(['A-2', 'A-10']);
  expect(offered(zones, 'landslide', (zone) => zone.code !== 'A-2').map((zone) => zone.code)).toEqual(['A-10']);
  expect(toggled(['A'], 'B')).toEqual(['A', 'B']);
  expect(toggled(['A', 'B'], 'A')).toEqual(['B']);
});
