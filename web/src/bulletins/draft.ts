// A bulletin while it is typed, and what becomes of it. Nothing here knows of a screen. Times are those of the clock on
// the wall (shared/wall). Pure.
import type { Bulletin, BulletinKind } from '../api/intake';
import type { AlertSummary } from '../api/types';
import { instantOfWall, wallTime } from '../shared/wall';

export interface Area { code: string; name: string; kind: string }
export interface BulletinDraft {
  hazard: string | null;
  /** “0”: the bulletin names no level. */
  level: string | null;
  kind: BulletinKind; follows: string; title: string; titleTouched: boolean; issuer: string; number: string;
  issuedAt: string; onset: string; nextAt: string; windForce: string; windGust: string;
  areas: Area[]; areaText: string; text: string;
  /** One a bulletin: sending twice after a lost answer types one. */
  id: string;
}

export const NATIONAL = 'Trung tâm Dự báo khí tượng thủy văn quốc gia';
export const emptyDraft = (now: Date, id: string): BulletinDraft => ({
  hazard: null, level: null, kind: 'warning', follows: '', title: '', titleTouched: false, issuer: NATIONAL, number: '',
  issuedAt: wallTime(now), onset: '', nextAt: '', windForce: '', windGust: '', areas: [], areaText: '', text: '', id,
});

/** Whether anything was typed that would be a pity to lose. */
export const worthKeeping = (draft: BulletinDraft): boolean =>
  draft.hazard !== null || draft.titleTouched || draft.areas.length > 0 || draft.text !== '' || draft.number !== '' || draft.areaText !== '';

const WINDY = new Set(['storm', 'tropical_depression', 'strong_wind_at_sea', 'tornado']);
export const isWindy = (hazard: string | null): boolean => hazard !== null && WINDY.has(hazard);

const inEffect = (alert: AlertSummary) => alert.state === 'current' || alert.state === 'upcoming';
/** Bulletins in effect of the same hazard, the newest first: what this one may be the next of. */
export const followable = (alerts: readonly AlertSummary[], hazard: string | null): AlertSummary[] =>
  hazard === null ? [] : alerts.filter((alert) => alert.hazard === hazard && inEffect(alert) && alert.status === 'Actual').sort((a, b) => Date.parse(b.sent) - Date.parse(a.sent));

/** Typed in by hand, and not fetched from a source. */
export const isTyped = (alert: AlertSummary): boolean => alert.typed === 'bulletin';

/** The one typed before, where there is exactly one: it is what a next bulletin nearly always follows. */
export function usualToFollow(alerts: readonly AlertSummary[], hazard: string | null): string {
  const typed = followable(alerts, hazard).filter(isTyped);
  return typed.length === 1 ? (typed[0]?.id ?? '') : '';
}

export type BulletinField = 'hazard' | 'level' | 'kind' | 'follows' | 'title' | 'issuer' | 'issued_at' | 'onset' | 'next_bulletin_at' | 'wind_gust' | 'areas';
export const FIELDS: readonly BulletinField[] = ['hazard', 'level', 'kind', 'follows', 'title', 'issuer', 'issued_at', 'onset', 'next_bulletin_at', 'wind_gust', 'areas'];
/** How far a clock may be wrong; the server allows as much. */
const AHEAD_MS = 10 * 60_000;

/** What the form itself can find missing or wrong. What ends a warning needs neither level nor place. */
export function faultsIn(draft: BulletinDraft, now: Date): BulletinField[] {
  const faults: BulletinField[] = [];
  const issued = instantOfWall(draft.issuedAt);
  const warns = draft.kind === 'warning';
  if (!draft.hazard) faults.push('hazard');
  if (!draft.level && warns) faults.push('level');
  if (draft.kind === 'cancel' && !draft.follows) faults.push('follows');
  if (!draft.title.trim()) faults.push('title');
  if (!draft.issuer.trim()) faults.push('issuer');
  if (!issued || Date.parse(issued) > now.getTime() + AHEAD_MS) faults.push('issued_at');
  if (draft.onset && !instantOfWall(draft.onset)) faults.push('onset');
  const next = instantOfWall(draft.nextAt);
  if (draft.nextAt && (!next || (issued && Date.parse(next) <= Date.parse(issued)))) faults.push('next_bulletin_at');
  if (isWindy(draft.hazard) && draft.windGust && Number(draft.windGust) < Number(draft.windForce || 0)) faults.push('wind_gust');
  if (warns && draft.areas.length === 0 && !draft.areaText.trim()) faults.push('areas');
  return faults;
}

const orNull = (text: string): string | null => text.trim().normalize('NFC') || null;
const windOf = (draft: BulletinDraft, text: string): number | null => (isWindy(draft.hazard) && text ? Number(text) : null);

/** What is sent. Only for a draft without faults. */
export function bulletinOf(draft: BulletinDraft): Bulletin {
  const level = Number(draft.level ?? 0);
  return {
    id: draft.id, hazard: draft.hazard ?? 'other',
    level: level >= 1 ? { scale: 'disaster_risk', value: level } : null,
    issuer: draft.issuer.trim().normalize('NFC'), number: orNull(draft.number),
    issued_at: instantOfWall(draft.issuedAt) ?? '', title: draft.title.trim().normalize('NFC'),
    wind_force: windOf(draft, draft.windForce), wind_gust: windOf(draft, draft.windGust),
    onset: instantOfWall(draft.onset), next_bulletin_at: instantOfWall(draft.nextAt),
    areas: draft.areas.map((area) => area.code), area_text: orNull(draft.areaText), text: orNull(draft.text),
    follows: draft.follows || null, kind: draft.kind,
  };
}
