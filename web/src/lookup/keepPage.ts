// Keeps a page on the device, so that it opens without a network: the look-up, and the one where signs are told. The worker that hands it out is
// public/lookup-worker.js; it works where the address is https (or this very machine).
import { PAGE } from './question';

const CACHES = 'ungpho-lookup-';

export async function keepPage(page = PAGE): Promise<void> {
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator) || !('caches' in window)) return;
  try {
    await navigator.serviceWorker.register('/lookup-worker.js', { scope: page });
    const files = filesOfPage(page);
    // One store a build, named by its entry; those of older builds go.
    const name = CACHES + (document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src.split('/').pop() ?? '');
    const store = await caches.open(name);
    const kept = new Set((await store.keys()).map((request) => request.url));
    await store.addAll([...files].filter((file) => !kept.has(file)));
    for (const other of await caches.keys()) if (other.startsWith(CACHES) && other !== name) await caches.delete(other);
  } catch {
    // No room, or refused: the page works as before, with a network.
  }
}

/** The page and every built file it has loaded so far. */
function filesOfPage(page: string): Set<string> {
  const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
  const named = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[href], script[src]')].map((element) => ('src' in element ? element.src : element.href));
  const built = [...loaded, ...named].filter((url) => url.startsWith(`${location.origin}/assets/`));
  return new Set([new URL(page, location.origin).href, ...built]);
}
