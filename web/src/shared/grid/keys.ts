// What keys do, as in Excel. With a cell open (F2) arrows move the caret; with a text begun by typing they move on.
import type { KeyboardEvent } from 'react';
import type { Place } from './types';
import type { Grid } from './useGrid';

const ARROWS: Record<string, Place> = {
  ArrowUp: { row: -1, col: 0 }, ArrowDown: { row: 1, col: 0 }, ArrowLeft: { row: 0, col: -1 }, ArrowRight: { row: 0, col: 1 },
};
const PAGE = 15;

/** `options`: how many choices the open cell offers, and what each would put in. */
export interface OpenChoices { count: number; take: (i: number) => void }

export function onGridKey(event: KeyboardEvent, grid: Grid, choices: OpenChoices | null, leave: () => void): void {
  // Letters being composed (Telex, VNI) belong to the input method until it is done.
  if (event.nativeEvent.isComposing) return;
  const done = grid.draft ? whileTyping(event, grid, choices) : whileSelecting(event, grid, leave);
  if (done) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function whileTyping(event: KeyboardEvent, grid: Grid, choices: OpenChoices | null): boolean {
  const { draft } = grid;
  if (!draft) return false;
  const arrow = ARROWS[event.key];
  if (choices && arrow && arrow.row !== 0) {
    grid.setDraft({ ...draft, pick: Math.min(choices.count - 1, Math.max(0, draft.pick + arrow.row)) });
    return true;
  }
  const picked = choices && draft.pick >= 0;
  switch (event.key) {
    case 'Escape':
      grid.setDraft(null);
      return true;
    case 'Enter':
      if (event.altKey) return false; // a line break inside the cell
      if (picked) choices.take(draft.pick);
      else grid.commitAndMove({ row: event.shiftKey ? -1 : 1, col: 0 });
      return true;
    case 'Tab':
      if (picked) choices.take(draft.pick);
      else grid.commitAndMove({ row: 0, col: event.shiftKey ? -1 : 1 });
      return true;
    default:
      if (!arrow || !draft.over) return false;
      grid.commitAndMove(arrow);
      return true;
  }
}

function whileSelecting(event: KeyboardEvent, grid: Grid, leave: () => void): boolean {
  const { area, last } = grid;
  const control = event.ctrlKey || event.metaKey;
  const from = event.shiftKey ? area.focus : area.anchor;
  const arrow = ARROWS[event.key];
  if (arrow && event.altKey && arrow.row !== 0) {
    grid.moveRows(arrow.row as -1 | 1);
    return true;
  }
  if (arrow) {
    const edge = { row: arrow.row < 0 ? 0 : arrow.row > 0 ? last.row : from.row, col: arrow.col < 0 ? 0 : arrow.col > 0 ? last.col : from.col };
    grid.select(control ? edge : grid.hold({ row: from.row + arrow.row, col: from.col + arrow.col }), event.shiftKey);
    return true;
  }
  switch (event.key) {
    case 'Home': grid.select({ row: control ? 0 : from.row, col: 0 }, event.shiftKey); return true;
    case 'End': grid.select({ row: control ? last.row : from.row, col: last.col }, event.shiftKey); return true;
    case 'PageUp': grid.select(grid.hold({ row: from.row - PAGE, col: from.col }), event.shiftKey); return true;
    case 'PageDown': grid.select(grid.hold({ row: from.row + PAGE, col: from.col }), event.shiftKey); return true;
    case 'F2': case 'Enter': grid.open(); return true;
    case 'Delete': case 'Backspace': grid.clear(); return true;
    case 'Escape': leave(); return true;
    case 'Tab': return tab(grid, event.shiftKey);
    default: return control && shortcut(event.key.toLowerCase(), event.shiftKey, grid);
  }
}

/** Tab goes through the cells; at the first and the last it goes out of the grid, as from any field. */
function tab(grid: Grid, back: boolean): boolean {
  const { anchor } = grid.area;
  const { last } = grid;
  const next = back
    ? anchor.col > 0 ? { row: anchor.row, col: anchor.col - 1 } : { row: anchor.row - 1, col: last.col }
    : anchor.col < last.col ? { row: anchor.row, col: anchor.col + 1 } : { row: anchor.row + 1, col: 0 };
  if (next.row < 0 || next.row > last.row) return false;
  grid.select(next);
  return true;
}

function shortcut(key: string, shift: boolean, grid: Grid): boolean {
  switch (key) {
    case 'z': (shift ? grid.redo : grid.undo)(); return true;
    case 'y': grid.redo(); return true;
    case 'a': grid.selectAll(); return true;
    default: return false;
  }
}
