// A table as a plan's annex has it: typed columns, and rows that are plain objects of cell values.
import type { L } from '../../api/types';

export type CellKind = 'text' | 'longtext' | 'integer' | 'decimal' | 'choice' | 'date' | 'phone';
/**
 * What a cell holds: numbers for `integer` and `decimal`, `YYYY-MM-DD` for `date`, a code for `choice`, text for the
 * rest, null for nothing. What was typed and cannot be read so stays as the text it was, and is marked.
 */
export type CellValue = string | number | null;

export interface GridColumn {
  key: string; kind: CellKind; heading: L;
  choices?: { code: string; name: L }[];
  /** Pixels; without it, what suits the kind. */
  width?: number;
  required?: boolean;
  /** Shown and copied, never changed here: an id, a computed figure. */
  readOnly?: boolean;
}

/** Members that are no column of the grid are carried along untouched. */
export type GridRow = Readonly<Record<string, CellValue>>;

/** A fault in a cell, in words; the server's, or the grid's own. */
export interface CellError { row: number; key: string; words: string }

export interface Place { row: number; col: number }
/** A rectangle: where it was begun, and where its moving corner is. */
export interface Area { anchor: Place; focus: Place }
