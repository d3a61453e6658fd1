// What is being done on the map of zones, and the drawing that is kept until it is saved. Pure.
import { areaOf, ringsOf, sameRings, type Rings } from '../../drawing/rings';
import { levelOf } from '../levels';
import type { Area, PlanZone, ZoneDrawing } from '../types';

export type Work =
  | { kind: 'overview'; codes: string[] }
  | { kind: 'new' }
  | { kind: 'edit' | 'move' | 'split'; code: string }
  | { kind: 'merge'; codes: string[] };

const codesIn = (text: string | null): string[] => (text ?? '').split(',').filter((code) => code !== '');

/** The address says what is being done, so that a reload or a link comes back to it. */
export function workFrom(query: URLSearchParams): Work {
  if (query.has('new')) return { kind: 'new' };
  for (const kind of ['edit', 'move', 'split'] as const) {
    const code = query.get(kind);
    if (code) return { kind, code };
  }
  return query.has('merge') ? { kind: 'merge', codes: codesIn(query.get('merge')) } : { kind: 'overview', codes: codesIn(query.get('zone')) };
}
export function queryOf(work: Work): Record<string, string> {
  switch (work.kind) {
    case 'new': return { new: '1' };
    case 'merge': return { merge: work.codes.join(',') };
    case 'overview': return work.codes.length > 0 ? { zone: work.codes.join(',') } : {};
    default: return { [work.kind]: work.code };
  }
}

/** A zone as its form holds it: what is typed stays text until it is sent. */
export interface ZoneDraft {
  code: string; name: string; village: string; commune_code: string; level: string;
  destinations: string; route: string; role: string; person: string; note: string;
  rings: Rings;
  /** The revision of the zone that was read; null for a new one. */
  base: number | null;
}

export function draftOf(zone: PlanZone | undefined, fallback: { commune: string; level: number }): ZoneDraft {
  const p = zone?.properties;
  return {
    code: p?.code ?? '', name: p?.name ?? '', village: p?.village ?? '', commune_code: p?.commune_code ?? fallback.commune,
    level: String(p?.evacuate_from_level.value ?? fallback.level), destinations: p?.destinations.join(', ') ?? '', route: p?.route ?? '',
    role: p?.in_charge?.role ?? 'village_head', person: p?.in_charge?.name ?? '', note: '',
    rings: ringsOf(zone?.geometry ?? null), base: p?.revision ?? null,
  };
}

/** What is drawn; the zone's own outline, to the last digit, as long as no corner of it moved. */
export function drawnArea(rings: Rings, zone: PlanZone | undefined): Area | null {
  return zone && sameRings(rings, ringsOf(zone.geometry)) ? zone.geometry : areaOf(rings);
}

export function drawingOf(draft: ZoneDraft, geometry: Area): ZoneDrawing {
  return {
    name: draft.name.trim(), village: draft.village.trim() || null, commune_code: draft.commune_code || null, evacuate_from_level: levelOf(Number(draft.level)), geometry,
    destinations: draft.destinations.split(/[,;\s]+/).filter((code) => code !== ''), route: draft.route.trim() || null,
    in_charge: draft.person.trim() ? { role: draft.role, name: draft.person.trim() } : null,
  };
}

export function sameDraft(a: ZoneDraft, b: ZoneDraft): boolean {
  const words = ({ rings: _, base: __, ...rest }: ZoneDraft) => JSON.stringify(rest);
  return words(a) === words(b) && sameRings(a.rings, b.rings);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** CODE-A, CODE-B, … without those that name another zone: codes are never used twice. */
export function partCodes(code: string, count: number, taken: readonly string[]): string[] {
  const free = [...LETTERS].map((letter) => `${code}-${letter}`).filter((each) => !taken.includes(each));
  return Array.from({ length: count }, (_, i) => free[i] ?? `${code}-${i + 1}`);
}

/** A code for zones that become one: what they share, marked as joined; never one that was used before. */
export function joinedCode(codes: readonly string[], taken: readonly string[]): string {
  const [first = ''] = codes;
  const stem = codes.length > 1 && codes.every((code) => /-[A-Z]$/.test(code) && code.slice(0, -2) === first.slice(0, -2)) ? first.slice(0, -2) : first;
  const free = ['G', 'G2', 'G3', 'G4', 'G5'].map((mark) => `${stem}-${mark}`).find((each) => !taken.includes(each));
  return free ?? `${stem}-G${taken.length}`;
}

export interface Difference { field: keyof ZoneDraft; mine: string; theirs: string }
/** Where two forms of one zone differ in words; outlines are compared on the map. */
export function differences(mine: ZoneDraft, theirs: ZoneDraft): Difference[] {
  const fields = ['name', 'village', 'commune_code', 'level', 'destinations', 'route', 'person'] as const;
  return fields.filter((field) => mine[field] !== theirs[field]).map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}
