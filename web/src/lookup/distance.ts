// How far and which way, on a ball. Straight lines only: the road is longer, and the page says so. Pure.
import type { Lang } from '../api/types';
import { number } from '../shared/format';

const EARTH_M = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

export interface At { lon: number; lat: number }

export function metres(from: At, to: At): number {
  const [a, b] = [rad(from.lat), rad(to.lat)];
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(rad(to.lon - from.lon) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Degrees clockwise from north at which one sets out. */
export function bearing(from: At, to: At): number {
  const [a, b, across] = [rad(from.lat), rad(to.lat), rad(to.lon - from.lon)];
  const angle = Math.atan2(Math.sin(across) * Math.cos(b), Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(across));
  return ((angle * 180) / Math.PI + 360) % 360;
}

const WAYS = {
  vi: ['bắc', 'đông bắc', 'đông', 'đông nam', 'nam', 'tây nam', 'tây', 'tây bắc'],
  en: ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'],
} as const;

export const wayOf = (degrees: number, lang: Lang): string => WAYS[lang][Math.round(degrees / 45) % 8] ?? WAYS[lang][0];

/** Figures no finer than they are: tens of metres below a kilometre, tenths of a kilometre up to ten. */
export function far(m: number, lang: Lang): string {
  if (m < 1_000) {
    const tens = Math.round(m / 10) * 10;
    if (tens < 1_000) return `${tens} m`;
  }
  return `${number(m / 1_000, lang, m < 9_950 ? 1 : 0)} km`;
}

/** Nearest first; a destination without a position keeps its place at the end. */
export function byDistance<T extends { lon?: number | null; lat?: number | null }>(from: At | null, places: T[]): (T & { m: number | null; degrees: number })[] {
  const measured = places.map((place) => {
    const to = from && typeof place.lon === 'number' && typeof place.lat === 'number' ? { lon: place.lon, lat: place.lat } : null;
    return { ...place, m: from && to ? metres(from, to) : null, degrees: from && to ? bearing(from, to) : 0 };
  });
  return measured.sort((a, b) => (a.m ?? Infinity) - (b.m ?? Infinity));
}
