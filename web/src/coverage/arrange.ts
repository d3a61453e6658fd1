// The matrix of coverage, filtered and counted.
import { folded } from '../shared/format';
import { STATES, type CoverCell, type Coverage, type CoverState, type CoverUnit } from './types';

export interface Filter { text: string; hazard: string; state: CoverState | ''; mine: boolean }
export const NO_FILTER: Filter = { text: '', hazard: '', state: '', mine: false };

export type Counts = Record<CoverState, number>;
export interface MatrixCell { cell: CoverCell; /** What the filter asks for; the others stay, pale, so that a row stays a row. */ meant: boolean }
export interface MatrixRow { unit: CoverUnit; cells: MatrixCell[]; counts: Counts }
export interface Matrix { hazards: Coverage['hazards']; rows: MatrixRow[]; columns: Counts[]; all: Counts }

const none = (): Counts => ({ missing: 0, stale: 0, draft: 0, in_force: 0, not_applicable: 0 });
const count = (cells: readonly CoverCell[]): Counts => {
  const counts = none();
  for (const cell of cells) counts[cell.state] += 1;
  return counts;
};
/** Plans that are asked of a unit: where a hazard does not apply, none is. */
export const asked = (counts: Counts): number => STATES.reduce((sum, state) => (state === 'not_applicable' ? sum : sum + counts[state]), 0);
/** In force and not overdue for review is what counts as covered; a stale plan still holds, but is told apart. */
export const covered = (counts: Counts): number => counts.in_force;

/** `own` tells which units are the reader's: “việc của đơn vị tôi” is what they owe, not all they have. */
export function arranged(coverage: Coverage, filter: Filter, own: (unit: string) => boolean): Matrix {
  const hazards = filter.hazard === '' ? coverage.hazards : coverage.hazards.filter((hazard) => hazard.code === filter.hazard);
  const words = folded(filter.text).split(/\s+/).filter((word) => word !== '');
  const narrow = filter.state !== '' || filter.mine;
  const rows: MatrixRow[] = [];
  for (const unit of coverage.units) {
    const hay = words.length > 0 ? folded(`${unit.name} ${unit.code}`) : '';
    if (!words.every((word) => hay.includes(word)) || (filter.mine && !own(unit.code))) continue;
    const byHazard = new Map(unit.cells.map((cell) => [cell.hazard, cell]));
    const cells = hazards.map((hazard): MatrixCell => {
      const cell = byHazard.get(hazard.code) ?? { hazard: hazard.code, state: 'missing' };
      return { cell, meant: (filter.state === '' || cell.state === filter.state) && (!filter.mine || Boolean(cell.owes)) };
    });
    if (narrow && !cells.some((each) => each.meant)) continue;
    rows.push({ unit, cells, counts: count(cells.map((each) => each.cell)) });
  }
  const columns = hazards.map((_, i) => count(rows.flatMap((row) => row.cells[i]?.cell ?? [])));
  const all = none();
  for (const column of columns) for (const state of STATES) all[state] += column[state];
  return { hazards, rows, columns, all };
}

/** The rows in view and a few around them: thousands of units scroll like a hundred. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, total: number, around = 8): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  return { from: Math.min(from, total), to: Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + around) };
}
