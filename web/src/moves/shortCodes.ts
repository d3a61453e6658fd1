// Short codes of SMS and radio: the letters, and what became of a line. The server reads them; this is for people. Pure.
import type { MoveState, ShortCodeLine } from './types';

export const MOST_LETTERS = 2_000;
export const LETTERS: readonly { letter: string; state: MoveState; counts: boolean }[] = [
  { letter: 'T', state: 'notified', counts: true }, { letter: 'Y', state: 'agreed', counts: true }, { letter: 'K', state: 'refused', counts: true },
  { letter: 'D', state: 'departed', counts: true }, { letter: 'N', state: 'arrived', counts: true }, { letter: 'C', state: 'transferred', counts: true },
  { letter: 'V', state: 'returned', counts: true }, { letter: 'X', state: 'cannot_return', counts: false }, { letter: 'R', state: 'unknown', counts: true },
];

export type Fate = 'read' | 'unplaced' | 'unread';
/** Not read; read and of no household that is being moved, which is kept for a person; or read. */
export function fateOf(line: ShortCodeLine): Fate {
  if (!line.understood) return 'unread';
  return line.relocation === null || line.taken?.outcome === 'unplaced' ? 'unplaced' : 'read';
}
