// Registers the service worker, and knows when a new version of the app waits to be taken.
import { useSyncExternalStore } from 'react';

let waiting: ServiceWorker | null = null;
/** Another page of this device has taken the new version; this one still runs the old one. */
let behind = false;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((heard) => heard());
const LOOK_MS = 30 * 60_000;

export const canKeep = (): boolean => import.meta.env.PROD && window.isSecureContext && 'serviceWorker' in navigator && 'caches' in window;

let begun = false;
export async function registerWorker(): Promise<void> {
  if (begun || !canKeep()) return;
  begun = true;
  const first = navigator.serviceWorker.controller === null;
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    const look = () => {
      waiting = navigator.serviceWorker.controller ? registration.waiting : null;
      tell();
    };
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    look();
    const again = () => { if (!document.hidden) void registration.update().catch(() => {}); };
    document.addEventListener('visibilitychange', again);
    setInterval(again, LOOK_MS);
    let claimed = first;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (asked) location.reload();
      else if (claimed) claimed = false; // the first worker of all takes the page it was installed by
      else { behind = true; waiting = null; tell(); }
    });
  } catch {
    // No room, or refused: the app works as before, with a network.
  }
}

let asked = false;
/** Takes the new version. A person asked for it: nothing is ever taken in the middle of what they are writing. */
export function takeUpdate(): void {
  asked = true;
  if (waiting) waiting.postMessage('take');
  else location.reload();
}

export const useUpdate = (): boolean => useSyncExternalStore((heard) => { listeners.add(heard); return () => void listeners.delete(heard); }, () => waiting !== null || behind);

/** Asks the worker to keep every part of the app, also those a phone needs only sometimes. */
export async function keepAllParts(): Promise<void> {
  if (!canKeep()) return;
  const worker = (await navigator.serviceWorker.getRegistration('/'))?.active;
  if (!worker) return;
  await new Promise<void>((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done();
    worker.postMessage('all', [port2]);
    setTimeout(done, 60_000);
  });
}
