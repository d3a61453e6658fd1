// What the map of the zones page shows and hears. The page owns the map, so that it lives on from one work to the
// next; the work in hand says what is on it.
import { useEffect } from 'react';
import type { Laid, Marked } from '../../drawing/DrawMap';
import type { Point, Rings } from '../../drawing/rings';
import type { Tool } from '../../drawing/usePen';
import type { Area, PlanZone, Version, Plan, PlanForm } from '../types';
import type { Work } from './work';

export interface Board {
  tool: Tool; rings: Rings;
  onRings: (rings: Rings) => void; onLine: (line: Point[]) => void; onChoose: (code: string) => void;
  /** Zones that the work draws itself or hides. */
  hidden: readonly string[]; chosen: readonly string[];
  laid: readonly Laid[]; marked: readonly Marked[];
  lookAt: { key: string; areas: readonly Area[]; point?: Point };
}
export const NO_RINGS: Rings = [];
const nothing = () => {};
export const EMPTY_BOARD: Board = { tool: 'look', rings: NO_RINGS, onRings: nothing, onLine: nothing, onChoose: nothing, hidden: [], chosen: [], laid: [], marked: [], lookAt: { key: '', areas: [] } };

export interface WorkProps {
  plan: Plan; version: Version; form: PlanForm; zones: PlanZone[]; account: string;
  onBoard: (board: Board) => void;
  /** Where the tools of the work go: over the map. */
  tools: HTMLElement | null;
  undoCorner: () => boolean;
  go: (work: Work) => void;
  /** Takes over what the server has after an act. */
  onSaved: (after: Version) => void;
  /** Reads the version again, where somebody else changed it. */
  onRefresh: () => void;
}

/** Puts a board up; the parts are memoized by the work, so that this runs when one of them changed. */
export function useBoard(onBoard: (board: Board) => void, board: Partial<Board>): void {
  const whole = { ...EMPTY_BOARD, ...board };
  useEffect(() => onBoard(whole), [onBoard, ...(Object.keys(EMPTY_BOARD) as (keyof Board)[]).map((key) => whole[key])]);
}
