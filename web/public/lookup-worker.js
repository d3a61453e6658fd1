// Opens the public look-up without a network: its page and its files are kept by the page (src/lookup/keepPage.ts), its
// last answers by the page as well. This worker only hands out what was kept; it sees nothing outside of the look-up.
const PAGE = '/tra-cuu';
const WAIT_MS = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === PAGE) event.respondWith(newestPage(request));
  // Built files carry a hash in their names: what is kept under a name is what the server has under it.
  else if (url.pathname.startsWith('/assets/')) event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});

/** The server's page, so that a new version is seen at once; the kept one where the server is not heard in time. */
async function newestPage(request) {
  const kept = await caches.match(PAGE, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((done) => setTimeout(() => done(kept), WAIT_MS));
  const asked = fetch(request).then((answer) => (answer.ok ? answer : kept), () => kept);
  return Promise.race([asked, late]);
}
