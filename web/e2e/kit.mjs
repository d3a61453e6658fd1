// What the scripts here share: what was asked for on the command line, the program in a folder of its own, a browser with
// people in windows of their own in which everything that goes wrong is noted, what must hold, pictures, and axe.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** A loaded machine, or a program built without optimisation, takes its time; what never comes is told after this. A machine
 * that is very busy is given more by PATIENCE=200, in seconds. */
const PATIENCE = Number(process.env.PATIENCE ?? 60) * 1000;

const words = process.argv.slice(2);
/** What was asked for: words by their place, `--flag` and `--flag VALUE`. */
export const asked = {
  plain: words.slice(0, words.findIndex((word) => word.startsWith('--')) >>> 0),
  has: (flag) => words.includes(flag),
  after: (flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] ?? null : null),
};
asked.shots = asked.after('--shots');
asked.only = asked.after('--only')?.split(',') ?? null;

/** At least `ms`, more where more patience was asked for. */
export const within = (ms) => Math.max(ms, PATIENCE);
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
/** The body of an answer of Playwright's; a refusal is thrown with its words. */
export async function json(answer) {
  if (!answer.ok()) throw new Error(`${answer.status()} ${answer.url()}: ${await answer.text()}`);
  return answer.json();
}
/** An id as devices make them. */
export function uuid7() {
  const hex = Date.now().toString(16).padStart(12, '0');
  const tail = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6, 18)}`;
}

const running = new Set();
process.on('exit', () => { for (const { child, place } of running) { stop(child); if (place) rmSync(place, { recursive: true, force: true }); } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
function stop(child) {
  try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended by itself */ }
}
/** Ends a child with all it began, and waits until it is gone. */
async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => { child.once('exit', done); child.once('error', done); });
  stop(child);
  await gone;
}
/** Waits until `address` answers; what the child that should answer there does not say is said. */
async function answered(child, address) {
  for (let tries = 0; tries < 480; tries += 1) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) return true;
    if (child.exitCode !== null || child.pid === undefined) return false;
    await pause(250);
  }
  return false;
}
/** A port that nobody listens on at this moment; the first from PORT on where that is set. */
export const freePort = (wanted = Number(process.env.PORT ?? 0)) => new Promise((done, fail) => {
  const server = createServer().once('error', (reason) => (wanted === 0 ? fail(reason) : done(freePort(wanted + 1)))).listen(wanted, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

/**
 * Starts `program` in a folder and on a port of its own, and waits until it answers. It can be killed as a power cut would
 * kill it, and started again on what it left, also with another `command`; `end` takes the folder away too.
 */
export async function startProgram(program, command = ['demo']) {
  const path = resolve(program);
  if (!existsSync(path)) throw new Error(`there is no program ${program}`);
  const [place, port] = [mkdtempSync(join(tmpdir(), 'ungpho-e2e-')), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const log = join(place, 'program.log');
  const here = { base, place, port, command, kill, start, end, log: () => readFileSync(log, 'utf8') };
  const entry = { child: null, place };
  async function start(...more) {
    const out = openSync(log, 'a');
    const child = spawn(path, [...here.command, '--listen', `127.0.0.1:${port}`, ...more], { cwd: place, stdio: ['ignore', out, out], detached: true });
    closeSync(out);
    child.once('error', () => {});
    entry.child = child;
    running.add(entry);
    if (await answered(child, `${base}/api/v1/meta`)) return here;
    const last = here.log().trim().split('\n').slice(-5).join('\n');
    await end();
    throw new Error(`the program does not answer:\n${last}`);
  }
  async function kill() {
    await ended(entry.child);
  }
  async function end() {
    await kill();
    running.delete(entry);
    rmSync(place, { recursive: true, force: true });
  }
  return start();
}

/** The pages of a built app (npm run build) by themselves, asking the program at `api`; like it they can be killed and started again. */
export async function startPages(api, dist) {
  const port = await freePort();
  const here = { base: `http://127.0.0.1:${port}`, kill, start, end };
  const entry = { child: null, place: null };
  async function start() {
    const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort', '--outDir', resolve(dist)], { cwd: fileURLToPath(new URL('..', import.meta.url)), env: { ...process.env, UNGPHO_API: api }, stdio: 'ignore', detached: true });
    child.once('error', () => {});
    entry.child = child;
    running.add(entry);
    if (await answered(child, here.base)) return here;
    await end();
    throw new Error(`the pages of ${dist} are not shown at ${here.base}`);
  }
  async function kill() {
    await ended(entry.child);
  }
  async function end() {
    await kill();
    running.delete(entry);
  }
  return start();
}

/** Those pages before `server`, in place of those inside the program: what was just written is seen without building the program anew. */
export async function withPages(server, dist) {
  const pages = await startPages(server.base, dist).catch(async (reason) => { await server.end(); throw reason; });
  return { ...server, base: pages.base, end: async () => { await pages.end(); await server.end(); } };
}

/** Where the first word is an address, the server there; else that program, started afresh. `--dist DIST` shows a built app before it. */
export async function serverOf(first = asked.plain[0], command) {
  if (first === undefined) throw new Error('name the program, or the address of a fresh demonstration');
  const server = /^https?:/.test(first) ? { base: first.replace(/\/$/, ''), end: async () => {} } : await startProgram(first, command);
  return asked.after('--dist') ? withPages(server, asked.after('--dist')) : server;
}

function axeSource() {
  try { return readFileSync(process.env.AXE ?? createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'); } catch { return null; }
}
/** axe-core as text; null where it is not at hand. */
export const axe = axeSource();
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (!found) throw new Error('no Chromium found; name it in CHROMIUM');
  return found;
}
const ARGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader'];
/** What sticks to an edge covers something at every moment of scrolling; of a whole page neither a picture nor axe can tell. */
const FLAT = '.tabs, .savedock, .ped-drawer, .office-h, .bar, .toasts, .sign-x, .phase > h3 { position: static !important; } .hpanelcol { position: static !important; max-height: none !important; }';
/** A text that was forgotten shows its key. */
const KEY = /(?<![\w./@-])(accounts|activations|alerts|app|arrange|begin|board|bulletins|checklists|coverage|drills|filter|findings|form|hazards|hooks|imports?|insp|lookup|log|mapping|moves|office|offline|plans?|quarantine|register|resources|signs|sourcing|table|unplaced|visitor|whatif|zones?)\.[a-z]\w*(\.\w+)*/;

/**
 * A browser before `base`, and what is done with it. `answers`: the refusals that belong to what is told; any other is a
 * fault. Without it refusals are no faults. `scrollBars`: they take their room, as with most people.
 */
export async function open({ base, shots = asked.shots, answers = null, say = console.log, scrollBars = false }) {
  if (shots) mkdirSync(shots, { recursive: true });
  const began = Date.now();
  if (!axe) say('  axe-core is not at hand: accessibility is not checked');
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGS, ...(scrollBars && { ignoreDefaultArgs: ['--hide-scrollbars'] }) });
  let count = 0;
  const kit = { base, browser, faults: [], seen: () => count, saw, say, step: (text) => say(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`), holds, person, watch, signIn, account, shot, look, fits, clean, broken };
  const here = new URL(base).origin;
  let accounts = null;
  /** A person of the demonstration, by name or by what they may. */
  async function account({ account: name, role }) {
    accounts ??= (await (await fetch(`${base}/api/v1/meta`)).json()).demo_accounts;
    const found = accounts.find((each) => (name ? each.name === name : each.role === role));
    if (!found) throw new Error(`the demonstration has no account ${name ?? role}`);
    return found;
  }
  async function signIn(context, who) {
    const { name, password } = await account(who);
    await json(await context.request.post(`${base}/api/v1/session`, { data: { name, password } }));
  }
  /** A window of its own person. The device's hour is that of another country: what is shown must be Viet Nam's all the same. */
  async function person(name, { account: who, role, phone = false, lang = 'vi', size = phone ? [360, 740] : [1440, 900], options = {}, faults = kit.faults } = {}) {
    const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'vi-VN', timezoneId: 'Europe/Paris', hasTouch: phone, isMobile: phone, acceptDownloads: true, ...options });
    if (lang === 'en') await context.addInitScript(() => localStorage.setItem('ungpho.language', 'en'));
    if (who || role) await signIn(context, { account: who, role });
    return watch(await context.newPage(), name, faults);
  }
  function watch(page, name, faults = kit.faults) {
    const fault = (text) => faults.push(`${name}: ${text}`);
    page.setDefaultTimeout(PATIENCE);
    page.setDefaultNavigationTimeout(2 * PATIENCE);
    page.on('pageerror', (error) => fault(error.message));
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) fault(message.text()); });
    if (answers) page.on('response', (answer) => { if (answer.status() >= 400 && !answers.includes(answer.status())) fault(`${answer.status()} ${answer.request().method()} ${answer.url()}`); });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== here) fault(`asked another host: ${url}`);
    });
    return page;
  }
  function holds(condition, text) {
    if (!condition) throw new Error(text);
    count += 1;
  }
  /** What was waited for has come. */
  function saw() { count += 1; }
  async function shot(page, name, fullPage = null) {
    if (shots) fullPage ??= page.viewportSize().width < 500 && (await page.locator('dialog[open]').count()) === 0;
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
  }
  async function fits(page, name) { holds(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`); }
  /** A picture, no sideways scrolling, no key in the place of words, nothing that axe objects to. */
  async function look(page, name, { on = null, whole = page.viewportSize().width < 1000 && on === null } = {}) {
    if (on) await on.first().scrollIntoViewIfNeeded();
    await page.waitForTimeout(300); // what slides in comes to rest
    const flat = on ? null : await page.addStyleTag({ content: FLAT });
    await shot(page, name, whole);
    await fits(page, name);
    const key = await page.evaluate((source) => new RegExp(source).exec(document.body.innerText)?.[0] ?? null, KEY.source);
    holds(key === null, `${name} shows a key in the place of words: ${key}`);
    await axed(page, name);
    await flat?.evaluate((style) => style.remove());
  }
  /** The page's width and what axe says, without a picture. */
  async function clean(page, name) {
    await fits(page, name);
    await axed(page, name);
  }
  async function axed(page, name) {
    if (!axe) return;
    const flat = await page.addStyleTag({ content: FLAT });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false } } }));
    for (const { id, nodes } of violations) kit.faults.push(`axe ${name}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} – ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
    await flat.evaluate((style) => style.remove());
    count += 1;
  }
  /** Every window as it stands. */
  async function broken() {
    if (shots) for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) await page.screenshot({ path: join(shots, `broken-${i}.png`) }).catch(() => {});
  }
  return kit;
}

/** Tells a story to its end; why it broke, null where it held. The browser is closed whatever happens. */
export async function play(kit, story) {
  try {
    await story(kit);
    kit.holds(kit.faults.length === 0, 'faults were noted on the way');
    return null;
  } catch (reason) {
    await kit.broken();
    return `${reason.stack}${kit.faults.length > 0 ? `\nfaults:\n${kit.faults.join('\n')}` : ''}`;
  } finally {
    await kit.browser.close();
  }
}

/** The beginning of a script of its own: the server named first on the command line, and a browser before it. */
export async function begin({ command, ...more } = {}) {
  const server = await serverOf(asked.plain[0], command);
  return { ...await open({ base: server.base, ...more }), server };
}
/** Its end: the story told, one line, an exit code, nothing left running. */
export async function tell(subject, kit, story) {
  const began = Date.now();
  const reason = await play(kit, story);
  await kit.server.end();
  if (reason === null) console.log(`${subject}: holds, ${kit.seen()} things seen in ${Math.round((Date.now() - began) / 1000)} s`);
  else console.error(`${subject}: breaks: ${reason}`);
  process.exit(reason === null ? 0 : 1);
}
export const script = async (subject, story, options) => tell(subject, await begin(options), story);
