// A drill, from its choice to its end: a past storm comes again faster, every screen says DIỄN TẬP, today's plans answer,
// and looking back tells who was never reached and where it stuck, on the screen and on paper.
//   node e2e/drills.mjs BASE_URL [--shots DIR]
// Runs against a fresh demonstration. With axe-core at hand (npm i --no-save axe-core) every screen is also checked for
// accessibility. Exit code 0: it holds.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { drillsStory } from './drillsStory.mjs';

const [base = 'http://127.0.0.1:8080', ...rest] = process.argv.slice(2);
const shots = rest.includes('--shots') ? rest[rest.indexOf('--shots') + 1] : null;
if (shots) mkdirSync(shots, { recursive: true });
let axe = null;
try {
  axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  console.log('  axe-core is not at hand: accessibility is not checked');
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader'] });
const faults = [];
const accounts = (await (await fetch(`${base}/api/v1/meta`)).json()).demo_accounts;

/** A window of its own person, signed in by role, with everything that goes wrong in it noted. */
async function person(name, { role, phone = false, lang = 'vi' } = {}) {
  const context = await browser.newContext({ viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 800 }, locale: 'vi-VN', timezoneId: 'Europe/Paris', hasTouch: phone, isMobile: phone });
  if (lang === 'en') await context.addInitScript(() => localStorage.setItem('ungpho.language', 'en'));
  if (role) {
    const { name: account, password } = accounts.find((each) => each.role === role);
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

/** A picture, no sideways scrolling, no key in the place of words, nothing that axe objects to. */
async function look(page, name) {
  await page.waitForTimeout(250);
  const flat = await page.addStyleTag({ content: '.tabs, .office-h, .phone .bar.compact { position: static !important; }' });
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: (page.viewportSize()?.width ?? 0) < 1000 });
  holds(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
  const key = await page.evaluate(() => /\b(drills|moves|board|begin|app|activations|form|table|office)\.[a-z]\w*(\.\w+)*/.exec(document.body.innerText.replace(/\S*[/@]\S*/g, ''))?.[0] ?? null);
  holds(key === null, `${name} shows a key in the place of words: ${key}`);
  if (axe) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false } } }));
    for (const violation of found.violations) faults.push(`axe ${name}: ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
    count += 1;
  }
  await flat.evaluate((style) => style.remove());
}

try {
  await drillsStory({ base, person, step, holds, look });
  holds(faults.length === 0, `faults:\n${faults.join('\n')}`);
  console.log(`the drill holds: ${count} things seen`);
} catch (reason) {
  console.error(`the drill breaks: ${reason.message}\n${faults.join('\n')}`);
  if (shots) for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) await page.screenshot({ path: join(shots, `broken-${i}.png`) }).catch(() => {});
  process.exitCode = 1;
} finally {
  await browser.close();
}
