// What units owe after an inspection: in which order it is shown, counted, filtered. Pure.
import type { OwedState, OwedTask } from '../api/inspections';

/** `overdue` is no state of its own: what is past its day and still with the unit. */
export const SHELVES = ['overdue', 'sent_back', 'reported', 'open', 'confirmed', 'voided'] as const;
export type Shelf = (typeof SHELVES)[number];

const withUnit = (state: OwedState) => state === 'open' || state === 'sent_back';
export const isOverdue = (task: Pick<OwedTask, 'state' | 'overdue_days'>): boolean => withUnit(task.state) && task.overdue_days > 0;
export const shelfOf = (task: Pick<OwedTask, 'state' | 'overdue_days'>): Shelf => (isOverdue(task) ? 'overdue' : task.state);

/** The latest first on each shelf: longest overdue, then soonest due. */
export function shelved(tasks: readonly OwedTask[]): Record<Shelf, OwedTask[]> {
  const shelves = Object.fromEntries(SHELVES.map((shelf) => [shelf, [] as OwedTask[]])) as Record<Shelf, OwedTask[]>;
  for (const task of [...tasks].sort((a, b) => a.due_on.localeCompare(b.due_on) || a.unit_name.localeCompare(b.unit_name, 'vi'))) shelves[shelfOf(task)].push(task);
  return shelves;
}

/** Whose reminder has come by the rule, for those who may give it. */
export const toRemind = (tasks: readonly OwedTask[]): OwedTask[] => tasks.filter((task) => task.may.remind && isOverdue(task) && task.proposal?.due === true);

/** Days from one day to another, both without an hour. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Those late of one unit and one inspection, which one letter may name together. */
export const letterMates = (task: OwedTask, all: readonly OwedTask[]): OwedTask[] =>
  all.filter((each) => each.unit_code === task.unit_code && each.inspection_id === task.inspection_id && isOverdue(each));
