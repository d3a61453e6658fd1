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

/** A weak network takes its time to bring the app for the first time, and its large parts after that. */
const INSTALL_MS = 180_000;
const PARTS_MS = 240_000;

/** Asks the worker to keep every part of the app, also those a phone needs only sometimes. False where some are not here. */
export async function keepAllParts(): Promise<boolean> {
  if (!canKeep()) return false;
  void registerWorker();
  // On the first visit the worker is still being installed: asked too early it would keep nothing, and nobody would know.
  const late = (ms: number) => new Promise<null>((done) => setTimeout(() => done(null), ms));
  const worker = (await Promise.race([navigator.serviceWorker.ready, late(INSTALL_MS)]))?.active;
  if (!worker) return false;
  const answer = new Promise<string>((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(String(data));
    worker.postMessage('all', [port2]);
  });
  return (await Promise.race([answer, late(PARTS_MS)])) === 'done';
}
