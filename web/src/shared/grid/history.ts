// What was, what is, and what was undone. A value of its own, so that it can be tested without a screen.

export interface History<T> { past: readonly T[]; present: T; future: readonly T[] }

const KEPT = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** A new present. What had been undone can no longer be redone. The same value again is no step. */
export function step<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history;
  return { past: [...history.past, history.present].slice(-KEPT), present: next, future: [] };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...rest] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: rest };
}
