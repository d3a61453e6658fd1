// The registers of resources on `ungpho demo`: every tab, a line changed, a telephone confirmed, a stock moved, a loan
// asked for and answered, a file taken in row by row, on a desk and on a phone.
//   node e2e/resources.mjs BASE_URL VEHICLES.xlsx [--shots DIR]
// AXE=/path/to/axe.min.js checks each page with axe-core.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, register, ...rest] = process.argv.slice(2);
const shots = rest[0] === '--shots' ? rest[1] : null;
if (shots) mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const faults = [];
const step = (words) => console.log(`- ${words}`);
const holds = (condition, words) => { if (!condition) throw new Error(words); };
async function person(name, width, height) {
  const page = await (await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', bypassCSP: Boolean(process.env.AXE) })).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (401|404|412|422)/.test(message.text())) faults.push(message.text()); });
  const answer = await page.request.post(`${base}/api/v1/session`, { data: { name, password: `minhhoa-${name}` } });
  holds(answer.ok(), `${name} cannot sign in: ${answer.status()}`);
  return page;
}
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: page.viewportSize().width < 500 }); };
const fits = async (page, where) => holds(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} is wider than the screen`);
async function clean(page, where) {
  if (!process.env.AXE) return;
  await page.addScriptTag({ path: process.env.AXE });
  const found = await page.evaluate(async () => (await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`));
  if (found.length > 0) faults.push(`${where}: ${found.join('; ')}`);
}

try {
  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('ngoclinh', width, height);
    for (const tab of ['shelters', 'vehicles', 'teams', 'supplies', 'water-points', 'landing-places', 'contacts', 'loans']) {
      step(`${device}: ${tab}`);
      await page.goto(`${base}/nguon-luc?so=${tab}`);
      await page.locator('.dt tbody tr').first().waitFor();
      await fits(page, tab);
      await shot(page, `${device}-${tab}`);
      await clean(page, `${device} ${tab}`);
    }
    step(`${device}: a line changed`);
    await page.goto(`${base}/nguon-luc?so=vehicles`);
    await page.locator('[data-act="edit"]').first().click();
    await page.locator('#line-name').waitFor();
    await page.locator('#line-number').fill('nhiều');
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('.errsum a').waitFor();
    await fits(page, 'the form');
    await shot(page, `${device}-form`);
    await clean(page, `${device} form`);
    await page.locator('#line-number').fill('1');
    await page.locator('#line-remark').fill(`rà soát ${device}`);
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a telephone confirmed by one tap`);
    await page.locator('[data-act="confirm-phone"]').first().click();
    await page.locator('.toast.done').waitFor();
    step(`${device}: a stock moved`);
    await page.goto(`${base}/nguon-luc?so=supplies`);
    await page.locator('[data-act="stock"]').first().click();
    await page.locator('#stock-quantity').fill('10,5');
    await page.locator('#stock-reason').fill('theo phiếu nhập');
    await shot(page, `${device}-stock`);
    await clean(page, `${device} stock`);
    await page.locator('dialog [data-act="note"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a shelter's form`);
    await page.goto(`${base}/nguon-luc?so=shelters`);
    await page.locator('[data-act="edit"]').first().click();
    await page.locator('#shelter-name').waitFor();
    await shot(page, `${device}-shelter`);
    await clean(page, `${device} shelter`);
    await page.locator('#shelter-remark').fill(`đã kiểm tra ${device}`);
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a loan asked for and answered`);
    const asker = await person('mangri', width, height);
    await asker.goto(`${base}/nguon-luc?so=teams`);
    await asker.locator('[data-act="loan"]').first().click();
    await shot(asker, `${device}-loan`);
    await clean(asker, `${device} loan`);
    await asker.locator('dialog [data-act="ask"]').click();
    await asker.locator('dialog').waitFor({ state: 'detached' });
    await asker.context().close();
    await page.goto(`${base}/nguon-luc?so=loans`);
    await page.locator('[data-act="consent"]').first().click();
    await shot(page, `${device}-answer`);
    await page.locator('dialog [data-act="confirm"]').click();
    await page.locator('.toast.done, dialog .ban.dan').first().waitFor();
    step(`${device}: a file, row by row`);
    await page.goto(`${base}/nguon-luc/nhap?so=vehicles`);
    await page.locator('input[type="file"]').setInputFiles(register);
    await page.locator('tr[data-row]').first().waitFor();
    await fits(page, 'the rows');
    await shot(page, `${device}-import`);
    await clean(page, `${device} import`);
    const write = page.locator('[data-act="write"]');
    if (await write.isEnabled()) {
      await write.click();
      await page.locator('[data-result]').waitFor();
      await shot(page, `${device}-imported`);
    }
    await page.context().close();
  }
  step('who only reads changes nothing');
  const viewer = await person('xem', 1440, 900);
  await viewer.goto(`${base}/nguon-luc?so=vehicles`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds((await viewer.locator('[data-act="add"], [data-act="edit"]').count()) === 0, 'a viewer is offered to change lines');
  holds(faults.length === 0, faults.join('\n'));
  console.log('the registers: all well');
} finally {
  await browser.close();
}
