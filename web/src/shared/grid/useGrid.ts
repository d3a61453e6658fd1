import { useRef, useState } from 'react';
import { useWords } from '../../i18n';
import { bounds, clear, insert, move, paste, remove, typeInto } from './edits';
import { begin, redo, step, undo, type History } from './history';
import { parseBlock, writeBlock } from './tsv';
import type { Area, GridColumn, GridRow, Place } from './types';
import { typed } from './values';

/** What is being typed. `over`: it began by typing and replaces the cell, so arrows still move; F2 and Enter open the cell itself. */
export interface Draft { text: string; over: boolean; pick: number }

/** The state of a grid: rows with their history, the selection, and the cell being typed in. No element is known here. */
export function useGrid(columns: readonly GridColumn[], rows: readonly GridRow[], onChange: (rows: readonly GridRow[]) => void) {
  const { lang } = useWords();
  const [history, setHistory] = useState<History<readonly GridRow[]>>(() => begin(rows));
  const given = useRef(rows);
  // Rows that did not come from here (loaded anew, or merged) begin a new history: undo must not bring back the old ones.
  if (given.current !== rows && rows !== history.present) setHistory(begin(rows));
  given.current = rows;

  const [area, setArea] = useState<Area>({ anchor: { row: 0, col: 0 }, focus: { row: 0, col: 0 } });
  const [draft, setDraft] = useState<Draft | null>(null);
  const last = { row: Math.max(0, rows.length - 1), col: columns.length - 1 };
  const hold = (place: Place): Place => ({ row: Math.min(Math.max(0, place.row), last.row), col: Math.min(Math.max(0, place.col), last.col) });
  const held: Area = { anchor: hold(area.anchor), focus: hold(area.focus) };

  const take = (next: History<readonly GridRow[]>) => {
    if (next === history) return;
    setHistory(next);
    onChange(next.present);
  };
  const change = (next: readonly GridRow[]) => take(step(history, next));
  const select = (focus: Place, extend = false) => setArea({ anchor: extend ? held.anchor : focus, focus });

  const commit = () => {
    if (!draft) return;
    setDraft(null);
    change(typeInto(rows, columns, held.anchor, draft.text));
  };

  return {
    area: held, b: bounds(held), draft, setDraft, select, hold, commit, last, change,
    selectAll: () => setArea({ anchor: { row: 0, col: 0 }, focus: last }),
    selectRow: (row: number, extend: boolean) => setArea({ anchor: extend ? { row: held.anchor.row, col: 0 } : { row, col: 0 }, focus: { row, col: last.col } }),
    /** Opens the cell with what is in it, to change it. */
    open: () => {
      const column = columns[held.anchor.col];
      if (!column || column.readOnly) return;
      select(held.anchor);
      setDraft({ text: typed(column, rows[held.anchor.row]?.[column.key], lang), over: false, pick: -1 });
    },
    /** Types a text in and goes on from there; past the last row a new one begins. */
    commitAndMove: (by: Place) => {
      const to = { row: held.anchor.row + by.row, col: held.anchor.col + by.col };
      const written = draft ? typeInto(rows, columns, held.anchor, draft.text) : rows;
      const grows = written !== rows && by.row === 1 && to.row === rows.length;
      setDraft(null);
      change(grows ? insert(written, columns, rows.length) : written);
      const there = grows ? to : hold(to);
      setArea({ anchor: there, focus: there });
    },
    put: (at: Place, text: string) => change(typeInto(rows, columns, at, text)),
    clear: () => change(clear(rows, columns, held)),
    paste: (text: string) => {
      const pasted = paste(rows, columns, held, parseBlock(text));
      change(pasted.rows);
      setArea(pasted.area);
    },
    copied: (): string => {
      const b = bounds(held);
      return writeBlock(rows.slice(b.top, b.bottom + 1).map((row) => columns.slice(b.left, b.right + 1).map((column) => typed(column, row[column.key], lang))));
    },
    insertAt: (row: number) => {
      change(insert(rows, columns, row));
      setArea({ anchor: { row, col: held.anchor.col }, focus: { row, col: held.anchor.col } });
    },
    removeRows: () => change(remove(rows, bounds(held).top, bounds(held).bottom)),
    moveRows: (by: -1 | 1) => {
      const b = bounds(held);
      const moved = move(rows, b.top, b.bottom, by);
      if (moved === rows) return;
      change(moved);
      setArea({ anchor: { ...held.anchor, row: held.anchor.row + by }, focus: { ...held.focus, row: held.focus.row + by } });
    },
    undo: () => take(undo(history)),
    redo: () => take(redo(history)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
export type Grid = ReturnType<typeof useGrid>;
