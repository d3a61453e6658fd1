import { entries, waitingIn } from '../moves/outbox';

/** The name under which the service worker is asked to send; see worker.ts. */
export const SEND_TAG = 'ungpho-outbox';
type Later = ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } };

/** Asks the browser to send what waits as soon as it has a network, where it can do that; pages try by themselves as well. */
export async function sendLater(): Promise<void> {
  if (waitingIn(entries()).length === 0 || typeof navigator === 'undefined' || !('serviceWorker' in navigator)) return;
  try {
    const registration = (await navigator.serviceWorker.getRegistration('/')) as Later | undefined;
    await registration?.sync?.register(SEND_TAG);
  } catch {
    // Refused by the browser's settings: `online`, focus and the timer remain.
  }
}
