// How a change of a checklist leaves the device: it is kept first, then sent by its own address where a network is there,
// so that somebody who was faster is heard of at once; without an answer it stays with what waits and goes in its turn.
import { useCallback } from 'react';
import { NoAnswer, Problem } from '../api/problem';
import { useLine } from '../app/LiveLine';
import { useSignedIn } from '../app/session/useSignedIn';
import { drop, entries, keep, note, waitingIn, type Operation } from '../moves/outbox';
import { send } from '../moves/useMoveOutbox';

/** A person who taps waits no longer than this; the network may. */
const PATIENCE_MS = 5_000;

export interface Outgoing {
  /** Keeps it and lets it go in its turn. */
  keepAndSend: (operation: Operation, about: string) => void;
  /** What the server answered at once; null where it is kept and goes later. Throws the server's refusal. */
  tryNow: <T>(operation: Operation, about: string, direct: (signal: AbortSignal) => Promise<T>, patienceMs?: number) => Promise<T | null>;
}

export function useOutgoing(checklist: string): Outgoing {
  const { account } = useSignedIn();
  const line = useLine().state;
  const beside = useCallback(() => ({ checklist, by: account ? { id: account.id, name: account.display_name } : undefined }), [account, checklist]);

  const keepAndSend = useCallback((operation: Operation, about: string) => {
    keep(operation, about, beside());
    send();
  }, [beside]);

  const tryNow = useCallback(async <T,>(operation: Operation, about: string, direct: (signal: AbortSignal) => Promise<T>, patienceMs = PATIENCE_MS): Promise<T | null> => {
    const before = waitingIn(entries()).some((entry) => entry.checklist === checklist);
    if (line === 'lost' || navigator.onLine === false || before) {
      keepAndSend(operation, about);
      return null;
    }
    keep(operation, about, { ...beside(), after: Date.now() + patienceMs + 5_000 });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patienceMs);
    try {
      const answer = await direct(stop.signal);
      drop(operation.id);
      return answer;
    } catch (reason) {
      if (stop.signal.aborted || reason instanceof NoAnswer || (reason instanceof Problem && (reason.status === 401 || reason.status >= 500))) {
        note(operation.id, { after: undefined });
        send();
        return null;
      }
      drop(operation.id);
      throw reason;
    } finally {
      clearTimeout(timer);
    }
  }, [beside, checklist, keepAndSend, line]);

  return { keepAndSend, tryNow };
}
