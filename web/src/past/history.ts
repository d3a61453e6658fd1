// A zone through its revisions, and where it came from and went. The shapes of `/zones/{id}/history`, and what is read
// from them. Pure.
import type { Level } from '../api/types';

export interface Span { from: string; to: string | null }
export interface Revision {
  type: 'Feature'; geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon; drawn_at: string; in_force?: Span[];
  properties: { id: string; code: string; name: string; hazard: string; village?: string | null; commune_code: string; revision: number; area_m2: number; evacuate_from_level: Level };
}
export interface Kin { zone_id: string; code: string; kind: 'split' | 'merge' | 'move'; at: string; by?: string | null; note?: string | null }
export interface ZoneHistory { items: Revision[]; lineage?: { from?: Kin[]; to?: Kin[] } }

export interface Pair { older: number; newer: number }

/** Two revisions in an address, `so=1-3`; null where it names none, or one twice. */
export function pairIn(search: string): Pair | null {
  const [, a, b] = /^(\d{1,6})-(\d{1,6})$/.exec(new URLSearchParams(search).get('so') ?? '') ?? [];
  if (!a || !b || Number(a) === Number(b)) return null;
  return { older: Math.min(Number(a), Number(b)), newer: Math.max(Number(a), Number(b)) };
}
export const pairText = ({ older, newer }: Pair): string => `${older}-${newer}`;

/** The revision that was in force on a day; where the spans are not told, the last one drawn by the end of it. */
export function revisionOn(items: readonly Revision[], day: string): Revision | null {
  const told = items.filter((item) => item.in_force?.some((span) => dayPart(span.from) <= day && (span.to === null || day <= dayPart(span.to))));
  if (told.length > 0) return told[told.length - 1] ?? null;
  if (items.some((item) => item.in_force)) return null;
  const drawn = items.filter((item) => new Date(Date.parse(item.drawn_at) + 7 * 3_600_000).toISOString().slice(0, 10) <= day);
  return drawn[drawn.length - 1] ?? null;
}
/** Spans may be given in days or in instants; an instant counts by its Vietnamese day. */
const dayPart = (text: string): string => (text.length === 10 ? text : new Date(Date.parse(text) + 7 * 3_600_000).toISOString().slice(0, 10));
export const spanDays = (span: Span): Span => ({ from: dayPart(span.from), to: span.to === null ? null : dayPart(span.to) });

/** How much larger or smaller the newer is, in square metres. */
export const grown = (older: Revision, newer: Revision): number => newer.properties.area_m2 - older.properties.area_m2;
