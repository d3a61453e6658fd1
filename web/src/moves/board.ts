// The zones of an event on one board: every zone with its stage, its households and its tasks, what is not known first. Pure.
import type { Activation, ChecklistSummary } from '../api/types';
import { STAGES, type ActivationReport, type Figures, type Pair, type Stage, type ZoneReport } from './types';

export interface ZoneRow extends ZoneReport { activationId: string; communeCode: string; communeName: string; stageAt: string | null; overdue: number; tasksLeft: number }

/** The newest round of each zone; of a commune, or of all. */
export function zoneRows(begun: readonly Activation[], reports: readonly (ActivationReport | undefined)[], lists: readonly (ChecklistSummary[] | undefined)[], commune: string | null): ZoneRow[] {
  const rows = begun.flatMap((activation, i) => (reports[i]?.zones ?? []).map((zone): ZoneRow => {
    const list = lists[i]?.find((each) => each.id === zone.checklist_id);
    return {
      ...zone, activationId: activation.id, communeCode: activation.plan.commune_code, communeName: activation.plan.commune_name,
      stageAt: list?.stage_at ?? null, overdue: list?.state === 'open' ? list.overdue : 0, tasksLeft: list ? list.tasks_total - list.tasks_done : 0,
    };
  }));
  const newest = new Map<string, ZoneRow>();
  for (const row of rows) {
    const key = `${row.activationId} ${row.zone.id}`;
    const held = newest.get(key);
    if (!held || row.round > held.round) newest.set(key, row);
  }
  return [...newest.values()].filter((row) => commune === null || row.communeCode === commune).sort(byNeed);
}

/** Out and not yet cleared, with most households unknown, first; who is home last. */
function byNeed(a: ZoneRow, b: ZoneRow): number {
  return rank(a.stage) - rank(b.stage)
    || b.figures.unknown.households - a.figures.unknown.households
    || a.zone.code.localeCompare(b.zone.code, 'vi', { numeric: true });
}
const URGENT: readonly Stage[] = ['ordered', 'clearing', 'prepare', 'cleared', 'return_allowed', 'returned'];
const rank = (stage: Stage): number => URGENT.indexOf(stage);

export function stageCounts(rows: readonly ZoneRow[]): { stage: Stage; zones: number }[] {
  return STAGES.map((stage) => ({ stage, zones: rows.filter((row) => row.stage === stage).length }));
}

export interface StageGroup { stage: Stage; rows: ZoneRow[]; unknown: Pair; staying: Pair; overdue: number }
/** Zones by stage, for a screen that cannot show all at once: what is overdue first, then what is urgent; in each stage likewise. */
export function stageGroups(rows: readonly ZoneRow[]): StageGroup[] {
  const groups = URGENT.map((stage): StageGroup => {
    const own = rows.filter((row) => row.stage === stage).sort((a, b) => b.overdue - a.overdue || byNeed(a, b));
    const sum = (count: (row: ZoneRow) => number) => own.reduce((all, row) => all + count(row), 0);
    const pair = (of: 'unknown' | 'not_moved'): Pair => ({ households: sum((row) => row.figures[of].households), people: sum((row) => row.figures[of].people) });
    return { stage, rows: own, unknown: pair('unknown'), staying: pair('not_moved'), overdue: sum((row) => row.overdue) };
  });
  return groups.filter((group) => group.rows.length > 0).sort((a, b) => Number(b.overdue > 0) - Number(a.overdue > 0) || rank(a.stage) - rank(b.stage));
}

/** What is out of the zone, of all who have to be: a share for a bar. */
export const shares = (f: Figures): { name: 'unknown' | 'not_moved' | 'evacuated' | 'in_place' | 'returned'; households: number }[] =>
  (['unknown', 'not_moved', 'evacuated', 'in_place', 'returned'] as const).map((name) => ({ name, households: f[name].households })).filter((part) => part.households > 0);

/** “+12 hộ/+41 khẩu”: what has changed since the last report. */
export const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0');
