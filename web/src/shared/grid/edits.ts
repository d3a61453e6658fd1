// Changes of rows. Each gives new rows and leaves the old as they were, so that history can hold both.
import type { Area, GridColumn, GridRow, Place } from './types';
import { read } from './values';

export interface Bounds { top: number; bottom: number; left: number; right: number }
export function bounds({ anchor, focus }: Area): Bounds {
  return {
    top: Math.min(anchor.row, focus.row), bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.col, focus.col), right: Math.max(anchor.col, focus.col),
  };
}

export const within = (b: Bounds, row: number, col: number) => row >= b.top && row <= b.bottom && col >= b.left && col <= b.right;

export function blankRow(columns: readonly GridColumn[]): GridRow {
  return Object.fromEntries(columns.map((column) => [column.key, null]));
}

/** Puts `text` in one cell, read by the column's kind. */
export function typeInto(rows: readonly GridRow[], columns: readonly GridColumn[], at: Place, text: string): readonly GridRow[] {
  const column = columns[at.col];
  const row = rows[at.row];
  if (!column || !row || column.readOnly) return rows;
  const value = read(column, text);
  if ((row[column.key] ?? null) === value) return rows;
  return rows.map((each, i) => (i === at.row ? { ...each, [column.key]: value } : each));
}

export function clear(rows: readonly GridRow[], columns: readonly GridColumn[], area: Area): readonly GridRow[] {
  const b = bounds(area);
  const keys = columns.slice(b.left, b.right + 1).filter((column) => !column.readOnly).map((column) => column.key);
  const filled = rows.slice(b.top, b.bottom + 1).some((row) => keys.some((key) => (row[key] ?? null) !== null));
  if (!filled) return rows;
  const nothing = Object.fromEntries(keys.map((key) => [key, null]));
  return rows.map((row, i) => (i >= b.top && i <= b.bottom ? { ...row, ...nothing } : row));
}

/**
 * Pastes a block with its first cell at the area's top left corner. Rows are added where it reaches past the end;
 * columns past the last are left out. One copied cell fills the whole area. Also says what area was written.
 */
export function paste(rows: readonly GridRow[], columns: readonly GridColumn[], area: Area, block: readonly (readonly string[])[]): { rows: readonly GridRow[]; area: Area } {
  const b = bounds(area);
  const single = block.length === 1 && block[0]?.length === 1;
  const height = single ? b.bottom - b.top + 1 : block.length;
  const width = single ? b.right - b.left + 1 : Math.min(columns.length - b.left, Math.max(...block.map((line) => line.length)));
  const next = [...rows];
  while (next.length < b.top + height) next.push(blankRow(columns));
  for (let r = 0; r < height; r += 1) {
    const line = single ? block[0] : block[r];
    const changed: Record<string, string | number | null> = {};
    for (let c = 0; c < width; c += 1) {
      const column = columns[b.left + c];
      const text = single ? line?.[0] : line?.[c];
      if (column && !column.readOnly && text !== undefined) changed[column.key] = read(column, text);
    }
    next[b.top + r] = { ...next[b.top + r], ...changed };
  }
  return {
    rows: next,
    area: { anchor: { row: b.top, col: b.left }, focus: { row: b.top + height - 1, col: b.left + width - 1 } },
  };
}

export const insert = (rows: readonly GridRow[], columns: readonly GridColumn[], at: number): readonly GridRow[] =>
  [...rows.slice(0, at), blankRow(columns), ...rows.slice(at)];

export const remove = (rows: readonly GridRow[], from: number, to: number): readonly GridRow[] =>
  rows.filter((_, i) => i < from || i > to);

/** Moves rows `from`–`to` one place up (−1) or down (1); at the end of the table nothing happens. */
export function move(rows: readonly GridRow[], from: number, to: number, by: -1 | 1): readonly GridRow[] {
  if (from + by < 0 || to + by >= rows.length) return rows;
  const moved = rows.slice(from, to + 1);
  const rest = remove(rows, from, to);
  return [...rest.slice(0, from + by), ...moved, ...rest.slice(from + by)];
}
