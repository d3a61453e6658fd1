// The service worker: opens the app without a network and sends what waits when one comes back. Built into one file of
// its own (vite.config.ts), with the list of the built files in it, so that a new build is a new worker.
import { call } from '../api/client';
import type { Session } from '../api/types';
import { ready } from '../moves/outbox';
import { sendMoves, speakAs } from '../moves/send';
import { SEND_TAG } from './sendLater';

declare const SHELL: readonly string[];
declare const ASIDE: readonly string[];
declare const BUILD: string;

interface Later { waitUntil: (work: Promise<unknown>) => void }
interface Asked extends Later { request: Request; respondWith: (answer: Promise<Response>) => void }
interface Worker {
  location: Location; registration: ServiceWorkerRegistration;
  skipWaiting: () => Promise<void>; clients: { claim: () => Promise<void> };
  addEventListener: ((kind: 'install' | 'activate', heard: (event: Later) => void) => void) & ((kind: 'fetch', heard: (event: Asked) => void) => void)
    & ((kind: 'message', heard: (event: Later & { data: unknown; ports: readonly MessagePort[] }) => void) => void) & ((kind: 'sync', heard: (event: Later & { tag: string }) => void) => void);
}
const worker = self as unknown as Worker;

const CACHES = 'ungpho-shell-';
const CACHE = CACHES + BUILD;
/** Answered by the server alone; everything else without a dot in it is a page of the app. */
const SERVERS = /^\/(api|tiles|basemap|ogc|cap|healthz|readyz|metrics)(\/|$)/;

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(clear().then(() => worker.clients.claim())));

/** The page and its files, those that an earlier build has too taken from there. */
async function fill(): Promise<void> {
  await bringAll(SHELL);
}
/** A few at once: on a weak network most of the time is the way there and back, a hundred times over. */
const AT_ONCE = 4;
async function bringAll(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const left = [...paths];
  const work = async () => { for (let path = left.shift(); path !== undefined; path = left.shift()) await bring(cache, path); };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
async function bring(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  const known = path.startsWith('/assets/') ? await caches.match(path, { ignoreVary: true }) : undefined;
  const answer = known ?? await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

/** The build before this one stays: a page that is still open with it may ask for a part of it. */
async function clear(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  for (const name of old.slice(0, -1)) await caches.delete(name);
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || SERVERS.test(pathname)) return;
  if (request.mode === 'navigate') {
    if (!pathname.includes('.')) event.respondWith(shell(request));
  } else if (pathname.startsWith('/assets/')) event.respondWith(asset(request, pathname));
  else if (SHELL.includes(pathname)) event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
});

const kept = async (path: string) => (await caches.open(CACHE)).match(path, { ignoreVary: true });
const shell = async (request: Request) => (await kept('/')) ?? fetch(request);
/** Built files carry a hash in their names: what is kept under a name is what the server has under it. */
async function asset(request: Request, path: string): Promise<Response> {
  const found = await caches.match(path, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(path, answer.clone());
  return answer;
}

worker.addEventListener('message', (event) => {
  if (event.data === 'take') event.waitUntil(worker.skipWaiting());
  if (event.data === 'all') event.waitUntil(all().then(() => event.ports[0]?.postMessage('done'), () => event.ports[0]?.postMessage('failed')));
});
/** The parts a phone needs only sometimes: the map, the editors. */
async function all(): Promise<void> {
  await bringAll(ASIDE);
}

worker.addEventListener('sync', (event) => { if (event.tag === SEND_TAG) event.waitUntil(send()); });
/** In the name of whoever is signed in now; without an answer the browser asks again later. */
async function send(): Promise<void> {
  await ready();
  const { account } = await call<Session>('/session');
  if (!account) return; // a page will say that somebody has to sign in
  speakAs(account.id);
  await sendMoves();
}
