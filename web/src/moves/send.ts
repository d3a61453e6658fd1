// Sends what waits in the outbox, oldest first and a batch at a time. Nothing is thrown away: what the server does not
// take – no network, nobody signed in, a fault of its own – waits with the reason beside it.
import { call } from '../api/client';
import { Problem } from '../api/problem';
import { answered, deviceName, entries, heldBack, othersIn, waitingIn } from './outbox';
import type { Taken } from './types';

/** The server takes 500 at a time; fewer come through a weak network sooner. */
const BATCH = 100;

let speaker: string | null = null;
/** Whose account is signed in; what others said on this device waits for them. */
export function speakAs(account: string | null): void { speaker = account; }

let running: Promise<void> | null = null;
let again = false;
const listeners = new Set<() => void>();
export const tellMoved = () => listeners.forEach((heard) => heard());
export function onMoved(heard: () => void): () => void {
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

/** Once at a time, whoever asks; what was said meanwhile goes after it. */
export function sendMoves(): Promise<void> {
  again = true;
  running ??= sendAll().finally(() => { running = null; tellMoved(); });
  return running;
}

async function sendAll(): Promise<void> {
  while (again) {
    again = false;
    const waits = mine();
    const batch = waits.slice(0, BATCH);
    if (batch.length === 0) return;
    const operations = batch.map((entry) => entry.operation);
    try {
      const body = { device: deviceName(), device_now: new Date().toISOString(), operations };
      const { operations: taken } = await call<{ operations: Taken[] }>('/sync', { method: 'POST', body });
      answered(taken);
      // One that the server leaves unanswered is tried another time, and not for ever.
      const left = mine().length;
      again = again || (left > 0 && left < waits.length);
    } catch (reason) {
      const refused = reason instanceof Problem ? reason : null;
      heldBack(operations.map((operation) => operation.id), refused?.message, refused?.status === 401 || refused?.status === 403);
      return;
    } finally {
      tellMoved();
    }
  }
}

function mine() {
  const all = entries();
  const others = new Set(othersIn(all, speaker));
  return waitingIn(all).filter((entry) => !others.has(entry));
}
