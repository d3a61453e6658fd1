// The situation somebody thinks of, as it stands in the address: the link is the question. Pure.
import type { WhatIfQuestion } from '../api/findings';
import type { ZoneProperties } from '../api/types';
import { areaOf, fine, type Point, type Ring, type Rings } from '../drawing/rings';
import { levelOf } from '../plans/levels';

/** Where: all zones that must move at the level, zones chosen by hand, or a drawn area. */
export const WAYS = ['level', 'zones', 'area'] as const;
export type Way = (typeof WAYS)[number];
export interface Draft { hazard: string; level: string; unit: string; way: Way; zones: readonly string[]; rings: Rings }
export const NO_RINGS: Rings = [];
export const EMPTY: Draft = { hazard: '', level: '', unit: '', way: 'level', zones: [], rings: NO_RINGS };
export const LEVELS = ['1', '2', '3', '4', '5'] as const;

/** Five decimals are about a metre: enough for a line drawn by hand, and the link stays short. */
const DIGITS = 5;

/** `107.6,15.2_107.7,15.2_107.7,15.3~!…`: rings parted by `~`, a hole begins with `!`. */
export const ringsText = (rings: Rings): string =>
  rings.map(({ role, corners }) => (role === 'hole' ? '!' : '') + corners.map((corner) => corner.map((degrees) => Number(degrees.toFixed(DIGITS))).join(',')).join('_')).join('~');

/** What is no ring is left out: a link may be cut short on its way. */
export function ringsFrom(text: string): Rings {
  if (text === '') return NO_RINGS;
  return text.split('~').flatMap((part): Ring[] => {
    const corners = part.replace(/^!/, '').split('_').map((corner) => corner.split(',').map(Number));
    const sound = corners.length >= 3 && corners.every(([lon = NaN, lat = NaN, more]) => more === undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
    return sound ? [{ role: part.startsWith('!') ? 'hole' : 'outer', corners: corners.map(([lon = 0, lat = 0]): Point => [fine(lon), fine(lat)]) }] : [];
  });
}

export function draftFrom(query: URLSearchParams): Draft {
  const text = (name: string) => query.get(name)?.trim() ?? '';
  const level = text('cap');
  const zones = text('vung').split(',').filter((code) => code !== '');
  const rings = ringsFrom(text('khu'));
  const way = WAYS.find((each) => each === text('cach')) ?? (rings.length > 0 ? 'area' : zones.length > 0 ? 'zones' : 'level');
  return { hazard: text('thien-tai'), level: (LEVELS as readonly string[]).includes(level) ? level : '', unit: text('don-vi'), way, zones, rings };
}

/** Only what the way in hand asks for: a link says the question and not what was tried before it. */
export function addressOf({ hazard, level, unit, way, zones, rings }: Draft): string {
  const query = new URLSearchParams();
  if (hazard) query.set('thien-tai', hazard);
  if (level) query.set('cap', level);
  if (unit) query.set('don-vi', unit);
  if (way === 'zones') query.set(zones.length > 0 ? 'vung' : 'cach', zones.length > 0 ? zones.join(',') : way);
  if (way === 'area') query.set(rings.length > 0 ? 'khu' : 'cach', rings.length > 0 ? ringsText(rings) : way);
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%7E', '~').replaceAll('%21', '!');
  return text === '' ? '' : `?${text}`;
}

/** What is still to be said before it can be answered; null where nothing is. */
export function lacks(draft: Draft): 'first' | 'firstZones' | 'firstArea' | null {
  if (draft.hazard === '' || draft.level === '') return 'first';
  if (draft.way === 'zones' && draft.zones.length === 0) return 'firstZones';
  if (draft.way === 'area' && areaOf(draft.rings) === null) return 'firstArea';
  return null;
}

export function questionOf(draft: Draft): WhatIfQuestion | null {
  if (lacks(draft) !== null) return null;
  const area = draft.way === 'area' ? areaOf(draft.rings) : null;
  return {
    hazard: draft.hazard, level: levelOf(Number(draft.level)),
    ...(draft.way === 'zones' && { zones: [...draft.zones] }), ...(area && { area }), ...(draft.unit && { unit: draft.unit }),
  };
}

/** The zones one can choose from: of the hazard, and of the unit where one is named; by code. */
export function offered<T extends Pick<ZoneProperties, 'hazard' | 'code'>>(zones: readonly T[], hazard: string, below: (zone: T) => boolean): T[] {
  return zones.filter((zone) => zone.hazard === hazard && below(zone)).sort((a, b) => a.code.localeCompare(b.code, 'vi', { numeric: true }));
}

export const toggled = (codes: readonly string[], code: string): string[] => (codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]);
export const cornersOf = (rings: Rings): number => rings.reduce((sum, ring) => sum + ring.corners.length, 0);
export const partsOf = (rings: Rings): number => rings.filter((ring) => ring.role === 'outer').length;
