// What differs between two versions, as the server tells it: sentences first, then the values behind them.
import type { ArrangementChange } from '../../api/allocation';
import type { L } from '../../api/types';
import type { Stage } from '../types';

export type CellValue = string | number | null;
export type DiffRow = Record<string, CellValue>;
export interface ZoneChange {
  code: string; name?: string; kind?: string; message?: L; sentence?: L;
  area_ha?: number; before_ha?: number; after_ha?: number; change_pct?: number | null; kept_pct?: number;
}
export interface CellChange { key: string; heading: L; before: CellValue; after: CellValue }
export interface TableChange {
  key: string; annex?: number; title: L; message?: L; withheld?: boolean;
  added_count?: number; removed_count?: number; changed_count?: number;
  added: DiffRow[]; removed: DiffRow[]; changed: { known_by: string; cells: CellChange[] }[];
}
export type LineKind = 'same' | 'added' | 'removed' | 'changed';
export interface Word { kind: 'same' | 'added' | 'removed'; text: string }
export interface Line { kind: LineKind; text: string; words?: Word[] }
export interface TextChange { pointer: string; label: L; message?: L; lines: Line[] }
export interface Told { message: L }
export interface PlanDiff {
  from: { n: number; stage: Stage }; to: { n: number; stage: Stage };
  summary: L[]; zones: ZoneChange[]; tables: TableChange[]; texts: TextChange[];
  figures?: (Told & { village: string | null })[];
  arrangements?: ArrangementChange[];
  triggers?: (Told & { kind: 'added' | 'removed' })[]; tasks?: (Told & { kind: 'added' | 'removed' })[];
  fields: { pointer: string; label: L; before: string | null; after: string | null; message?: L }[];
}
