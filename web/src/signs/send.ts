// Sends what waits, one after the other, oldest first. A report that the server refuses for what it says is not sent
// for ever; one that did not arrive is.
import { sendSign } from '../api/intake';
import { Problem } from '../api/problem';
import { now } from '../shared/clock';
import { keepTold, waiting } from './outbox';

let running: Promise<void> | null = null;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((heard) => heard());
export function onSent(heard: () => void): () => void {
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

/** Once at a time, whoever asks. */
export function sendWaiting(): Promise<void> {
  running ??= sendAll().finally(() => { running = null; });
  return running;
}

async function sendAll(): Promise<void> {
  for (const told of waiting()) {
    try {
      const answer = await sendSign(told.sign);
      keepTold({ ...told, state: 'sent', answer, sentAt: now().toISOString(), reason: undefined, needsSignIn: false });
    } catch (reason) {
      const refused = reason instanceof Problem ? reason : null;
      const needsSignIn = refused?.status === 401 || refused?.status === 403;
      // Told wrongly, by the server's word: only a person can mend it. Anything else – no network, a busy server – passes.
      const final = refused !== null && [400, 413, 422].includes(refused.status);
      keepTold({ ...told, state: final ? 'refused' : 'waiting', reason: refused?.message, needsSignIn });
      if (!final) break;
    } finally {
      tell();
    }
  }
}
