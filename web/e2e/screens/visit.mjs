// A browser that opens a screen as somebody, on some device, in some language, and waits until everything on it has come.
import { open, within } from '../kit.mjs';

// Scroll bars stay: where they take room, a picture without them shows a gap that nobody sees.
export const openBrowser = (base) => open({ base, shots: null, scrollBars: true });

/** Pages by account, device and looks: a screen is opened in the page that another screen of the same person left. */
export class Visitors {
  #pages = new Map();

  constructor(kit, scene, { bypassCSP = false } = {}) {
    this.kit = kit;
    this.scene = scene;
    this.bypassCSP = bypassCSP;
  }

  async page({ as = null, device, lang, theme = 'light', type = 'normal' }) {
    const key = JSON.stringify([as, device, lang, theme, type]);
    const before = this.#pages.get(key);
    if (before) return before;
    const faults = [];
    const page = await this.kit.person(as ?? 'nobody', { account: as, faults, options: { ...device, timezoneId: 'Asia/Ho_Chi_Minh', serviceWorkers: 'block', reducedMotion: 'reduce', bypassCSP: this.bypassCSP } });
    await page.context().addInitScript((kept) => { if (location.protocol !== 'about:') for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value); }, { 'ungpho.language': lang, 'ungpho.theme': theme, 'ungpho.type': type, ...prepared(as, this.scene) });
    page.setDefaultTimeout(within(120_000));
    page.faults = faults;
    noteAsked(page);
    this.#pages.set(key, page);
    return page;
  }

  /** Opens a screen; `faults` says what the page itself complained of meanwhile. */
  async open(screen, looks) {
    const page = await this.page({ as: screen.as, ...looks });
    page.faults.length = 0;
    await page.goto('about:blank'); // so that the same address with another fragment is opened anew
    await page.goto(this.scene.base + screen.at(this.scene));
    await page.locator(screen.shows).first().waitFor({ state: 'attached', timeout: 60_000 });
    await settled(page);
    if (screen.act) { await screen.act(page); await settled(page); }
    return page;
  }

  /** Closes the pages of one kind of looks, so that only a few stand open at once. */
  async leave() {
    await Promise.all([...this.#pages.values()].map((page) => page.context().close()));
    this.#pages.clear();
  }
}

/** A phone that was made ready for the field, as the app asks for: the data of its commune came along an hour ago. */
const prepared = (as, { account }) => (as === 'ngoclinh' ? { 'ungpho.brought': JSON.stringify({ account, at: new Date(Date.now() - 3_600_000).toISOString(), bytes: 1_900_000 }) } : {});

/** What was asked of the server and is not answered yet; the stream never is. */
function noteAsked(page) {
  page.asked = new Set();
  page.on('request', (request) => { if (!new URL(request.url()).pathname.endsWith('/stream')) page.asked.add(request); });
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => page.asked.delete(request));
  page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) page.asked.clear(); });
}

const QUIET_MS = 350;

/** Nothing is asked of the server any more, the map stands still, the letters have come. */
async function settled(page) {
  const ends = Date.now() + 60_000;
  for (let quiet = 0; quiet < QUIET_MS && Date.now() < ends; quiet = page.asked.size === 0 ? quiet + 50 : 0) await page.waitForTimeout(50);
  if (await page.locator('[data-map], .maplibregl-map').count() > 0) await page.locator('[data-map="idle"]').first().waitFor({ state: 'attached', timeout: 90_000 }).catch(() => page.faults.push('the map does not come to rest'));
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.waitForTimeout(150);
}
