// The story as two people live it: one decides at a desk, the other ticks a task in a village with a phone.
//   node e2e/story.mjs BASE_URL [--shots DIR]
// Runs against any server that implements the contract and has a proposal awaiting a decision (a demonstration has;
// when it has none yet, the next demonstration bulletin is published first). Exit code 0: the story holds.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8080', ...rest] = process.argv.slice(2);
const shots = rest[0] === '--shots' ? rest[1] : null;
if (shots) mkdirSync(shots, { recursive: true });
const ARGS = ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
const faults = [];

/** A window of its own person, with everything that goes wrong in it noted. */
async function person(name, viewport, phone) {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Europe/Paris', hasTouch: phone, isMobile: phone });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) faults.push(`${name}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(base).origin) faults.push(`${name}: asked another host: ${request.url()}`);
  });
  return page;
}
async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}
function step(words) {
  console.log(`– ${words}`);
}
function holds(condition, words) {
  if (!condition) throw new Error(words);
}

try {
  const desk = await person('desk', { width: 1440, height: 900 }, false);
  step('opens the first screen and waits for the map');
  await desk.goto(base);
  await desk.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });

  /** The map really drew: communes, zones and shelters stand on it, not only an empty frame. */
  const drew = async (...layers) => {
    await desk.waitForFunction((names) => names.every((name) => Number(document.querySelector('[data-map="idle"]')?.dataset[name]) > 0), layers, { timeout: 60_000 });
    console.log(`  the map drew ${JSON.stringify({ ...(await desk.locator('[data-map]').evaluate((frame) => frame.dataset)) })}`);
  };
  await drew('zones', 'communes', 'shelters');

  step('sees a proposal with its reasons');
  const review = desk.locator('[data-act="review"]').first();
  for (let tries = 0; tries < 6 && !(await review.isVisible()); tries += 1) {
    const advance = desk.locator('[data-act="advance"]');
    holds(await advance.isEnabled(), 'no proposal awaits a decision and no demonstration bulletin is left');
    await advance.click();
    await review.waitFor({ timeout: 15_000 }).catch(() => {});
  }
  await review.waitFor();
  holds(await desk.locator('[data-reasons="for"] li').count() > 0, 'the proposal gives no reason');
  await drew('zones', 'alerts');
  await desk.waitForTimeout(1500); // the map's own movement
  await shot(desk, 'desk-proposal');

  step('checks the answers, signs in as an approver in the dialog, confirms');
  await review.click();
  const dialog = desk.locator('dialog[open]');
  await dialog.locator('[data-role="approver"], [data-role="admin"]').first().waitFor();
  await shot(desk, 'desk-sign-in');
  await dialog.locator('[data-role="approver"], [data-role="admin"]').first().click();
  const act = dialog.locator('button[data-act="confirm"]');
  await act.waitFor();
  console.log(`  the button says: ${(await act.innerText()).trim()}`);
  await shot(desk, 'desk-confirm');
  await act.click();
  await dialog.waitFor({ state: 'detached' });

  step('sees the checklists open');
  const lists = desk.locator('.right [data-checklist]');
  await desk.waitForURL(/\/activations\//);
  const response = desk.url();
  await lists.first().waitFor();
  await shot(desk, 'desk-checklists');
  await lists.first().click();
  await desk.waitForURL(/\/checklists\//);
  await desk.locator('[data-task]').first().waitFor();
  holds(await desk.locator('.mapframe[data-map="idle"]').count() === 1, 'opening a checklist made the map anew');
  await shot(desk, 'desk-checklist');

  step('the phone opens the same checklist, without the map');
  const phone = await person('phone', { width: 360, height: 740 }, true);
  let mapLoaded = false;
  phone.on('request', (request) => { mapLoaded ||= /MapView/.test(request.url()); });
  await phone.goto(desk.url());
  const task = phone.locator('[data-task][data-state="open"]:not(:has([data-steps]))').first();
  await task.waitFor();
  const taskId = await task.getAttribute('data-task');
  await shot(phone, 'phone-checklist');

  step('ticks the first task; the tick asks who is ticking');
  await task.locator('.tick').tap();
  await phone.locator('dialog[open] [data-role="official"], dialog[open] [data-role="approver"], dialog[open] [data-role="admin"]').first().tap();
  await phone.locator(`[data-task="${taskId}"][data-state="done"]`).waitFor();
  const ticked = Date.now();
  await desk.locator(`[data-task="${taskId}"][data-state="done"]`).waitFor({ timeout: 5_000 });
  console.log(`  seen at the desk after ${Date.now() - ticked} ms, without a reload`);
  holds(!mapLoaded, 'the phone loaded the map to tick a task');
  holds(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the phone page scrolls sideways');
  await shot(phone, 'phone-ticked');
  await shot(desk, 'desk-live');
  for (const path of ['/', '/ban-tin', '/about']) {
    await phone.goto(base + path);
    await phone.locator('#main').waitFor();
    await phone.waitForTimeout(800);
    holds(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways on a phone`);
    await shot(phone, `phone-${path === '/' ? 'work' : path.slice(1)}`);
  }

  step('shows the response at work on the map, and the bulletin with its decisions');
  await desk.goto(response);
  await lists.first().waitFor();
  await drew('zones');
  await desk.locator('.fit').click();
  await desk.waitForFunction(() => Number(document.querySelector('[data-map]')?.dataset.zones) >= 10);
  await desk.waitForTimeout(2500); // names fade in
  await drew('zones', 'communes', 'shelters', 'alerts');
  await shot(desk, 'desk-command-room');
  await desk.goto(`${base}/ban-tin`);
  await desk.locator('.left a[href^="/ban-tin/"]').first().click();
  await desk.locator('[data-reasons="for"] details').first().waitFor();
  holds(await desk.locator('[data-reasons="against"] details').count() > 0, 'the bulletin does not say what it left out');
  await desk.locator('[data-reasons="for"] summary').first().click();
  await desk.locator('.right').evaluate((panel) => panel.scrollTo(0, 0));
  await desk.waitForTimeout(2500);
  await drew('zones', 'alerts');
  await shot(desk, 'desk-alert');
  holds(faults.length === 0, `faults in the page:\n${faults.join('\n')}`);
  console.log('the story holds');
} catch (reason) {
  console.error(`the story breaks: ${reason.message}`);
  if (faults.length > 0) console.error(faults.join('\n'));
  for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) await shot(page, `broken-${i}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
