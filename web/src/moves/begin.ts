// A response begun by hand: what the form holds, what is wrong with it, and what is sent. Pure.
import type { ZoneProperties } from '../api/types';
import { instantOfWall, readDay } from '../shared/wall';
import type { Beginning, EventName } from './acts';
import { clean } from './say';

/** What an event is called, as it is typed. */
export interface Naming { naming: 'storm' | 'episode'; year: string; number: string; international: string; what: string; from: string; to: string }
export interface Draft extends Naming {
  planId: string; event: 'new' | string; kind: 'real' | 'drill';
  level: string; /** By hand; null: those of the level. */ zones: string[] | null; stage: 'ordered' | 'prepare'; onset: string; reason: string;
}
export const emptyDraft = (today: string): Draft => ({
  planId: '', event: '', naming: 'storm', kind: 'real', year: today.slice(0, 4), number: '', international: '', what: '',
  from: today.split('-').reverse().join('/'), to: '', level: '', zones: null, stage: 'ordered', onset: '', reason: '',
});

export const FIELDS = ['plan_id', 'event_id', 'number', 'what', 'from', 'to', 'level', 'zones', 'onset', 'reason'] as const;
export type BeginField = (typeof FIELDS)[number];
const MOST_REASON = 500;

export function faultsIn(draft: Draft, zones: readonly string[], today: string): BeginField[] {
  const faults: BeginField[] = [];
  if (!draft.planId) faults.push('plan_id');
  if (!draft.event) faults.push('event_id');
  if (draft.event === 'new') faults.push(...nameFaults(draft, today));
  if (!draft.level) faults.push('level');
  if (draft.level && zones.length === 0) faults.push('zones');
  if (draft.onset && !instantOfWall(draft.onset)) faults.push('onset');
  if (clean(draft.reason) === '' || [...draft.reason].length > MOST_REASON) faults.push('reason');
  return faults;
}
export type NameField = 'number' | 'what' | 'from' | 'to';
export function nameFaults(draft: Naming, today: string): NameField[] {
  if (draft.naming === 'storm') return whole(draft.number, 1, 99) && whole(draft.year, 1900, 2200) ? [] : ['number'];
  const from = readDay(draft.from, today);
  const to = draft.to.trim() === '' ? from : readDay(draft.to, today);
  return [...(clean(draft.what) === '' ? ['what' as const] : []), ...(from ? [] : ['from' as const]), ...(to && from && to >= from ? [] : from ? ['to' as const] : [])];
}
export function nameOf(draft: Naming, today: string): EventName {
  const international = clean(draft.international);
  const to = readDay(draft.to, today);
  return draft.naming === 'storm'
    ? { storm: { year: Number(draft.year), number: Number(draft.number), ...(international && { international }) } }
    : { episode: { what: clean(draft.what), from: readDay(draft.from, today) ?? today, ...(to && { to }) } };
}
const whole = (text: string, least: number, most: number): boolean => /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** The zones that are cleared from a level on; those chosen by hand go before. */
export function zonesOf(draft: Pick<Draft, 'zones' | 'level'>, all: readonly Pick<ZoneProperties, 'id' | 'evacuate_from_level'>[]): string[] {
  if (draft.zones) return draft.zones.filter((id) => all.some((zone) => zone.id === id));
  return draft.level ? all.filter((zone) => zone.evacuate_from_level.value <= Number(draft.level)).map((zone) => zone.id) : [];
}

export function beginningOf(draft: Draft, zones: string[], today: string): Beginning {
  const onset = draft.onset ? instantOfWall(draft.onset) : null;
  return {
    plan_id: draft.planId,
    ...(draft.event === 'new' ? { event: { name: nameOf(draft, today), kind: draft.kind } } : { event_id: draft.event }),
    level: { scale: 'disaster_risk', value: Number(draft.level) }, zones, stage: draft.stage, ...(onset && { onset }), reason: clean(draft.reason),
  };
}
