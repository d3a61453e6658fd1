// Opens the public look-up, and the page where local signs are told, without a network: the pages and their files are
// kept by the page (src/lookup/keepPage.ts), what was answered or told by the page as well. This worker only hands out
// what was kept; it sees nothing outside of these pages.
const PAGES = ['/tra-cuu', '/bao-dau-hieu'];
const WAIT_MS = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && PAGES.includes(url.pathname)) event.respondWith(newestPage(request, url.pathname));
  // Built files carry a hash in their names: what is kept under a name is what the server has under it.
  else if (url.pathname.startsWith('/assets/')) event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});

/** The server's page, so that a new version is seen at once; the kept one where the server is not heard in time. */
async function newestPage(request, page) {
  const kept = await caches.match(page, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((done) => setTimeout(() => done(kept), WAIT_MS));
  const asked = fetch(request).then((answer) => (answer.ok ? answer : kept), () => kept);
  return Promise.race([asked, late]);
}
