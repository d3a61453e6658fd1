// A move, as a commune lives it: households reported from a phone with and without a network, two reports that contradict
// each other, a zone that goes out and comes back, the board of the event, a drill begun by hand, short codes, paper,
// slips taken back, reports placed by hand.
//   node e2e/moves.mjs BASE_URL [--shots DIR] [--only households,stage]
// Runs against a fresh demonstration. With axe-core at hand (npm i --no-save axe-core) every screen is also checked for
// accessibility. Exit code 0: it holds.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8080', ...rest] = process.argv.slice(2);
const after = (flag) => (rest.includes(flag) ? rest[rest.indexOf(flag) + 1] : null);
const shots = after('--shots');
const only = after('--only')?.split(',') ?? null;
if (shots) mkdirSync(shots, { recursive: true });
const ARGS = ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let axe = null;
try {
  axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  console.log('  axe-core is not at hand: accessibility is not checked');
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
const faults = [];
const accounts = (await (await fetch(`${base}/api/v1/meta`)).json()).demo_accounts;
const of = (role) => accounts.find((account) => account.role === role);

/** A window of its own person, signed in where a role is named, with everything that goes wrong in it noted. */
async function person(name, { role, account: who, phone = false, lang = 'vi', options = {} } = {}) {
  const context = await browser.newContext({ viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 800 }, locale: 'vi-VN', timezoneId: 'Europe/Paris', hasTouch: phone, isMobile: phone, ...options });
  if (lang === 'en') await context.addInitScript(() => localStorage.setItem('ungpho.language', 'en'));
  if (role || who) {
    const { name: account, password } = who ? accounts.find((each) => each.name === who) : of(role);
    const answer = await context.request.post(`${base}/api/v1/session`, { data: { name: account, password } });
    if (!answer.ok()) throw new Error(`${account} cannot sign in: ${answer.status()}`);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to|Each child|hydrat/.test(message.text())) faults.push(`${name}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(base).origin) faults.push(`${name}: asked another host: ${request.url()}`);
  });
  return page;
}
const step = (words) => console.log(`– ${words}`);
let count = 0;
function holds(condition, words) {
  if (!condition) throw new Error(words);
  count += 1;
}

/** A picture, no sideways scrolling, large enough targets on a phone, nothing that axe objects to. */
async function look(page, name) {
  await page.waitForTimeout(250);
  // What sticks to an edge covers something at every moment of scrolling; of the whole page neither a picture nor axe can tell.
  const flat = await page.addStyleTag({ content: '.tabs, .office-h, .phone .bar.compact { position: static !important; } .hpanelcol { position: static !important; max-height: none !important; }' });
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: (page.viewportSize()?.width ?? 0) < 1000 });
  holds(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
  const key = await page.evaluate(() => /\b(moves|board|begin|unplaced|app|activations|checklists|form|table|office)\.[a-z]\w*(\.\w+)*/.exec(document.body.innerText.replace(/\S*[/@]\S*/g, ''))?.[0] ?? null);
  holds(key === null, `${name} shows a key in the place of words: ${key}`);
  if (!axe) return flat.evaluate((style) => style.remove());
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false } } }));
  for (const violation of found.violations) faults.push(`axe ${name}: ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} – ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
  count += 1;
  await flat.evaluate((style) => style.remove());
}

try {
  await import('./movesStory.mjs').then(({ movesStory }) => movesStory({ base, person, step, holds, look, only, accounts }));
  holds(faults.length === 0, `faults:\n${faults.join('\n')}`);
  console.log(`the move holds: ${count} things seen`);
} catch (reason) {
  console.error(`the move breaks: ${reason.message}\n${faults.join('\n')}`);
  if (shots) for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) await page.screenshot({ path: join(shots, `broken-${i}.png`) }).catch(() => {});
  process.exitCode = 1;
} finally {
  await browser.close();
}
