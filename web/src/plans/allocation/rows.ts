// A proposal's rows: their order, what of them can be taken, and what the map draws of them.
import type { Allocation, AllocationAsk, AllocationRow, Beside } from '../../api/allocation';
import { labelPoint } from '../../map/geometry';
import { levelOf } from '../levels';
import type { PlanZone } from '../types';

const ORDER: Record<Beside, number> = { new: 0, moved: 1, dropped: 2, same: 3 };
/** Zone by zone; in a zone what would change before what stays. */
export const inOrder = (rows: readonly AllocationRow[]): AllocationRow[] =>
  [...rows].sort((a, b) => a.zone.localeCompare(b.zone, 'vi', { numeric: true }) || ORDER[a.beside] - ORDER[b.beside] || b.people - a.people || a.n - b.n);

/** Rows that can still be taken over: taken once, and what the draft says already, need not be. */
export const canTake = (row: AllocationRow): boolean => row.accepted_at === null && row.beside !== 'same';
export const takeable = (rows: readonly AllocationRow[]): number[] => rows.filter(canTake).map((row) => row.n);
/** Where every row is chosen and none was taken before, the server is asked for all. */
export const takenAs = (rows: readonly AllocationRow[], chosen: ReadonlySet<number>): 'all' | number[] => {
  const can = takeable(rows);
  const picked = can.filter((n) => chosen.has(n));
  return picked.length === can.length && rows.every((row) => row.accepted_at === null) ? 'all' : picked;
};
/** What was chosen that can be taken no longer is forgotten. */
export const stillChosen = (rows: readonly AllocationRow[], chosen: ReadonlySet<number>): Set<number> => new Set(takeable(rows).filter((n) => chosen.has(n)));

export const besideCounts = (rows: readonly AllocationRow[]): Record<Beside, number> => {
  const counts: Record<Beside, number> = { same: 0, new: 0, moved: 0, dropped: 0 };
  for (const row of rows) counts[row.beside] += 1;
  return counts;
};

interface At { code: string; lon: number; lat: number }
/** A line from the middle of each zone to its shelter; rows of which one end is not on the map have none. */
export function linesOf(rows: readonly AllocationRow[], zones: readonly PlanZone[], shelters: readonly At[]): GeoJSON.Feature[] {
  const zoneAt = new Map(zones.map((zone) => [zone.properties.code, labelPoint(zone.geometry)]));
  const shelterAt = new Map(shelters.map((shelter) => [shelter.code, [shelter.lon, shelter.lat] as [number, number]]));
  const most = Math.max(1, ...rows.map((row) => row.people));
  return rows.flatMap((row): GeoJSON.Feature[] => {
    const [from, to] = [zoneAt.get(row.zone), shelterAt.get(row.shelter)];
    if (!from || !to) return [];
    return [{ type: 'Feature', geometry: { type: 'LineString', coordinates: [from, to] }, properties: { n: row.n, beside: row.beside, width: 2 + (6 * row.people) / most, people: row.people > 0 ? String(row.people) : '' } }];
  });
}

/** The question as its form holds it. */
export interface AskDraft { level: string; by: 'zone' | 'household'; km: string; keep: boolean; minutes: string }
export const askFrom = (of: Pick<Allocation, 'level' | 'by' | 'max_distance_m' | 'keep_villages' | 'lead_minutes'>): AllocationAsk => ({
  level: of.level, by: of.by, ...(of.max_distance_m !== null && { max_distance_m: of.max_distance_m }), ...(of.keep_villages && { keep_villages: true }), ...(of.lead_minutes !== null && { lead_minutes: of.lead_minutes }),
});
export type AskFault = 'level' | 'km' | 'minutes';
/** Decimals with comma or point, the thousands of minutes with either. */
const decimal = (text: string): number => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : NaN);
export function askOf(draft: AskDraft): { ask: AllocationAsk } | { faults: AskFault[] } {
  const faults: AskFault[] = [];
  const [km, minutes] = [draft.km.trim() === '' ? null : decimal(draft.km), draft.minutes.trim() === '' ? null : Number(draft.minutes.trim())];
  if (!/^[1-5]$/.test(draft.level)) faults.push('level');
  if (km !== null && !(km > 0 && km <= 1000)) faults.push('km');
  if (minutes !== null && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080)) faults.push('minutes');
  if (faults.length > 0) return { faults };
  return { ask: { level: levelOf(Number(draft.level)), by: draft.by, ...(km !== null && { max_distance_m: Math.round(km * 1000) }), ...(draft.keep && { keep_villages: true }), ...(minutes !== null && { lead_minutes: minutes }) } };
}
