// Two people changed one thing. The server says what the other changed since the common ground; the rest is here.
import type { L } from '../../api/types';
import { valueAt, withValueAt } from './pointer';

/** A place the other changed: what it was when this draft was begun, and what it is now. */
export interface ConflictChange { pointer: string; label: L; by: string; at: string; base: unknown; current: unknown }
/** The member `conflict` of a 412: `overlapping` are the places this draft changed too. */
export interface Conflict { base_revision: number | string; current_revision: number | string; changes: ConflictChange[]; overlapping: string[] }

/** What was chosen for a place that both changed; `value` is mine, theirs, or a third made of both. */
export interface Choice { from: 'mine' | 'theirs' | 'edited'; value: unknown }
export type Choices = Readonly<Record<string, Choice>>;

export function isConflict(value: unknown): value is Conflict {
  const conflict = value as Partial<Conflict> | null | undefined;
  return typeof conflict === 'object' && conflict !== null && Array.isArray(conflict.changes) && Array.isArray(conflict.overlapping) && conflict.current_revision !== undefined;
}

export const overlaps = (conflict: Conflict): ConflictChange[] => conflict.changes.filter((change) => conflict.overlapping.includes(change.pointer));
export const others = (conflict: Conflict): ConflictChange[] => conflict.changes.filter((change) => !conflict.overlapping.includes(change.pointer));

/** Whether every place both changed has been decided. */
export const decided = (conflict: Conflict, choices: Choices): boolean => overlaps(conflict).every((change) => choices[change.pointer] !== undefined);

/** My draft, with what only they changed taken over, and what both changed as it was chosen. */
export function merged<T>(mine: T, conflict: Conflict, choices: Choices): T {
  const taken = others(conflict).reduce((whole, change) => withValueAt(whole, change.pointer, change.current), mine);
  return overlaps(conflict).reduce((whole, change) => {
    const choice = choices[change.pointer];
    return choice ? withValueAt(whole, change.pointer, choice.value) : whole;
  }, taken);
}

export const mineAt = (mine: unknown, change: ConflictChange): unknown => valueAt(mine, change.pointer);
