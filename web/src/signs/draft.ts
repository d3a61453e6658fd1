// A sign while it is told in three steps, and what is sent of it. Pure.
import type { LocalSign } from '../api/intake';
import { instantOfWall } from '../shared/wall';

export type Place =
  | { kind: 'point'; lon: number; lat: number; accuracyM: number | null; origin: 'here' | 'map' }
  | { kind: 'commune'; code: string; name: string; village: string | null };
export const SEEN = ['now', 'half', 'hour', 'longer'] as const;
export type Seen = (typeof SEEN)[number];
export interface SignDraft { signs: string[]; place: Place | null; placeText: string; seen: Seen; seenAt: string; note: string; people: string }

export const emptySign: SignDraft = { signs: [], place: null, placeText: '', seen: 'now', seenAt: '', note: '', people: '' };
export type Step = 'what' | 'where' | 'more';
export const STEPS: readonly Step[] = ['what', 'where', 'more'];

const AGO_MS: Record<Seen, number> = { now: 0, half: 30 * 60_000, hour: 60 * 60_000, longer: 0 };
/** When it was seen; null where an hour was asked for and none of the last seven days was given. */
export function seenAt(draft: SignDraft, now: Date): string | null {
  if (draft.seen !== 'longer') return new Date(now.getTime() - AGO_MS[draft.seen]).toISOString();
  const at = instantOfWall(draft.seenAt);
  return at === null || Date.parse(at) > now.getTime() || Date.parse(at) < now.getTime() - OLDEST_MS ? null : at;
}

export type SignFault = 'signs' | 'note' | 'place' | 'outside' | 'seen' | 'people';
/** Viet Nam with its seas, as the server bounds it. */
const inViet = (place: Place) => place.kind === 'commune' || (place.lon >= 102 && place.lon <= 118 && place.lat >= 6 && place.lat <= 24);
const OLDEST_MS = 7 * 24 * 3_600_000;
/** What keeps one from going on from this step. */
export function faultsOf(step: Step, draft: SignDraft, now: Date): SignFault[] {
  if (step === 'what') return draft.signs.length === 0 ? ['signs'] : [];
  if (step === 'where') return !draft.place ? ['place'] : inViet(draft.place) ? [] : ['outside'];
  return [
    ...(seenAt(draft, now) ? [] : ['seen' as const]),
    ...(draft.signs.length === 1 && draft.signs[0] === 'other' && !draft.note.trim() ? ['note' as const] : []),
    ...(draft.people.trim() === '' || /^\d{1,5}$/.test(draft.people.trim()) ? [] : ['people' as const]),
  ];
}

/** The server draws its own circle, 500 m, around a place; a fix that may be further off than that widens it. */
const USUAL_M = 500;
const WIDEST_M = 5_000;
const radiusOf = (accuracyM: number | null): number | null => (accuracyM !== null && accuracyM > USUAL_M ? Math.min(WIDEST_M, Math.round(accuracyM)) : null);
const VILLAGE_LETTERS = 100;

export function signOf(draft: SignDraft, id: string, now: Date): LocalSign {
  const place = draft.place;
  const point = place?.kind === 'point' ? place : null;
  const named = place?.kind === 'commune' ? place : null;
  const village = [named?.village, draft.placeText.trim().normalize('NFC')].filter(Boolean).join('; ');
  return {
    id, signs: draft.signs, hazard: null, seen_at: seenAt(draft, now) ?? now.toISOString(),
    lon: point ? Number(point.lon.toFixed(6)) : null, lat: point ? Number(point.lat.toFixed(6)) : null,
    radius_m: point ? radiusOf(point.accuracyM) : null,
    commune_code: named?.code ?? null, village: [...village].slice(0, VILLAGE_LETTERS).join('') || null,
    note: draft.note.trim().normalize('NFC') || null, people_near: draft.people.trim() ? Number(draft.people) : null,
  };
}
