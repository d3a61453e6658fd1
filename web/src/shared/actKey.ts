// The key of one intended act (`Idempotency-Key`), and when another is taken.
import { useRef } from 'react';
import { newKey } from '../api/client';
import { Problem } from '../api/problem';

/** Under these the server does not say that nothing was done: another key might do it twice. */
const KEPT = ['idempotency-in-progress', 'idempotency-answer-not-kept', 'idempotency-outcome-unknown'];

/**
 * Who heard no answer, or one of a machine in between, sends the same again under the same key. A refusal is repeated under
 * its key: what is mended, or read anew, goes under another.
 */
export const keyAfter = (key: string, reason: unknown): string =>
  reason instanceof Problem && reason.status >= 400 && reason.status < 500 && !KEPT.some((kind) => reason.is(kind)) ? newKey() : key;

export function useActKey(): { read: () => string; failed: (reason: unknown) => void } {
  const held = useRef<string | null>(null);
  const read = () => (held.current ??= newKey());
  return { read, failed: (reason) => { held.current = keyAfter(read(), reason); } };
}
