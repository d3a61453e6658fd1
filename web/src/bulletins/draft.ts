// A bulletin while it is typed, and what becomes of it. Nothing here knows of a screen. Times are those of the clock on
// the wall (shared/wall). Pure.
import type { Bulletin, BulletinKind } from '../api/intake';
import type { AlertSummary, Level } from '../api/types';
import { instantOfWall, wallTime } from '../shared/wall';

export interface Area { code: string; name: string; kind: string }
export interface BulletinDraft {
  hazard: string | null;
  /** “0”: the bulletin names no level. */
  level: string | null;
  kind: BulletinKind; follows: string; title: string; titleTouched: boolean; issuer: string; number: string;
  issuedAt: string; onset: string; nextAt: string; windForce: string; windGust: string;
  areas: Area[]; areaText: string; text: string;
  /** Further groups of places; a draft that was kept before there were any has none. */
  more?: GroupDraft[];
  /** One a bulletin: sending twice after a lost answer types one. */
  id: string;
}

/** Places for which the bulletin says something else than above. */
export interface GroupDraft { level: string | null; windForce: string; windGust: string; areas: Area[]; areaText: string }
export const emptyGroup = (): GroupDraft => ({ level: null, windForce: '', windGust: '', areas: [], areaText: '' });
/** Only a warning has them: what ends a hazard ends it everywhere. */
export const moreOf = (draft: BulletinDraft): GroupDraft[] => (draft.kind === 'warning' ? (draft.more ?? []) : []);

export const NATIONAL = 'Trung tâm Dự báo khí tượng thủy văn quốc gia';
export const emptyDraft = (now: Date, id: string): BulletinDraft => ({
  hazard: null, level: null, kind: 'warning', follows: '', title: '', titleTouched: false, issuer: NATIONAL, number: '',
  issuedAt: wallTime(now), onset: '', nextAt: '', windForce: '', windGust: '', areas: [], areaText: '', text: '', id,
});

/** Whether anything was typed that would be a pity to lose. */
export const worthKeeping = (draft: BulletinDraft): boolean =>
  draft.hazard !== null || draft.titleTouched || draft.areas.length > 0 || draft.text !== '' || draft.number !== '' || draft.areaText !== '' || (draft.more ?? []).length > 0;

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
/** What can be wrong in a further group, by its place in the form. */
export const GROUP_FIELDS = ['level', 'areas', 'wind_gust'] as const;
export type GroupFault = `group-${number}-${(typeof GROUP_FIELDS)[number]}`;
export const groupField = (at: number, field: (typeof GROUP_FIELDS)[number]): GroupFault => `group-${at}-${field}`;
/** Of which group a fault is, counted with the first one; null where it is of none. */
export function groupOfFault(fault: string): { n: number; field: (typeof GROUP_FIELDS)[number] } | null {
  const parts = /^group-(\d+)-(level|areas|wind_gust)$/.exec(fault);
  return parts ? { n: Number(parts[1]) + 2, field: parts[2] as (typeof GROUP_FIELDS)[number] } : null;
}
/** How far a clock may be wrong; the server allows as much. */
const AHEAD_MS = 10 * 60_000;

/** What the form itself can find missing or wrong. What ends a warning needs neither level nor place. */
export function faultsIn(draft: BulletinDraft, now: Date): (BulletinField | GroupFault)[] {
  const faults: (BulletinField | GroupFault)[] = [];
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
  const named = new Set(draft.areas.map((area) => area.code));
  moreOf(draft).forEach((group, at) => {
    if (!group.level) faults.push(groupField(at, 'level'));
    if (isWindy(draft.hazard) && group.windGust && Number(group.windGust) < Number(group.windForce || 0)) faults.push(groupField(at, 'wind_gust'));
    const twice = group.areas.some((area) => named.has(area.code));
    if (twice || (group.areas.length === 0 && !group.areaText.trim())) faults.push(groupField(at, 'areas'));
    group.areas.forEach((area) => named.add(area.code));
  });
  return faults;
}

const orNull = (text: string): string | null => text.trim().normalize('NFC') || null;
const windOf = (draft: BulletinDraft, text: string): number | null => (isWindy(draft.hazard) && text ? Number(text) : null);
const levelOf = (level: string | null): Level | null => (Number(level ?? 0) >= 1 ? { scale: 'disaster_risk', value: Number(level) } : null);

/** What a bulletin says of places: once for all, or by groups. */
function placesOf(draft: BulletinDraft): Pick<Bulletin, 'level' | 'wind_force' | 'wind_gust' | 'areas' | 'area_text' | 'groups'> {
  const said = (group: GroupDraft) => ({
    level: levelOf(group.level), wind_force: windOf(draft, group.windForce), wind_gust: windOf(draft, group.windGust),
    areas: group.areas.map((area) => area.code), area_text: orNull(group.areaText),
  });
  const more = moreOf(draft);
  return more.length === 0 ? said(draft) : { level: null, wind_force: null, wind_gust: null, areas: [], area_text: null, groups: [said(draft), ...more.map(said)] };
}

/** What is sent. Only for a draft without faults. */
export function bulletinOf(draft: BulletinDraft): Bulletin {
  return {
    id: draft.id, hazard: draft.hazard ?? 'other',
    issuer: draft.issuer.trim().normalize('NFC'), number: orNull(draft.number),
    issued_at: instantOfWall(draft.issuedAt) ?? '', title: draft.title.trim().normalize('NFC'),
    ...placesOf(draft),
    onset: instantOfWall(draft.onset), next_bulletin_at: instantOfWall(draft.nextAt),
    text: orNull(draft.text),
    follows: draft.follows || null, kind: draft.kind,
  };
}
