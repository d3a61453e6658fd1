// The steps of taking a register in, and what is sent at each. Pure: no screen, no network.
import type { Fate, HouseholdImport, ImportRow } from './types';

export const STEPS = ['file', 'columns', 'rows', 'result'] as const;
export type Step = (typeof STEPS)[number];
export interface Settings {
  commune: string; asOf: string; sheet: string;
  /** Columns by their letter that hold something else than they were understood as; `none` is not read. */
  columns: Readonly<Record<string, string>>;
  /** Doubtful rows that are taken in. */
  doubtful: readonly number[];
}
export const BEGUN: Settings = { commune: '', asOf: '', sheet: '', columns: {}, doubtful: [] };

export function importQuery(name: string, settings: Settings, dryRun: boolean): string {
  const query = new URLSearchParams({ name, dry_run: String(dryRun) });
  if (settings.commune) query.set('commune', settings.commune);
  if (settings.asOf) query.set('as_of', settings.asOf);
  if (settings.sheet) query.set('sheet', settings.sheet);
  const columns = Object.entries(settings.columns).map(([letter, field]) => `${letter}:${field}`);
  if (columns.length > 0) query.set('columns', columns.join(','));
  if (settings.doubtful.length > 0) query.set('doubtful', settings.doubtful.join(','));
  return query.toString();
}

/** A column with another meaning; the one that had this meaning is read no more, as only one can hold it. */
export function withColumn(settings: Settings, letter: string, field: string): Settings {
  return { ...settings, columns: { ...settings.columns, [letter]: field }, doubtful: [] };
}

/** Taken, or taken no more. */
export function withTaken(settings: Settings, rows: readonly number[], taken: boolean): Settings {
  const kept = settings.doubtful.filter((row) => !rows.includes(row));
  return { ...settings, doubtful: taken ? [...kept, ...rows].sort((a, b) => a - b) : kept };
}

export const doubtfulRows = (draft: HouseholdImport): number[] => draft.rows.filter((row) => row.fate === 'doubtful').map((row) => row.row);

/** How many households would be written. */
export function writes(draft: HouseholdImport, settings: Settings): number {
  return draft.counts.new + draft.counts.updated + doubtfulRows(draft).filter((row) => settings.doubtful.includes(row)).length;
}

export type Filter = Fate | 'without_zone' | null;
/** The rows of one fate, those first that somebody must look at. */
export function shownRows(rows: readonly ImportRow[], filter: Filter): ImportRow[] {
  const order: Record<Fate, number> = { refused: 0, doubtful: 1, updated: 2, new: 3, unchanged: 4 };
  const fits = (row: ImportRow) => filter === null || (filter === 'without_zone' ? row.zones.length === 0 && row.fate !== 'refused' : row.fate === filter);
  return rows.filter(fits).sort((a, b) => order[a.fate] - order[b.fate] || a.row - b.row);
}
