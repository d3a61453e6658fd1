// The household register on `ungpho demo`: the list with its figures and filters, a household corrected, and a file of
// an office taken in row by row, on a desk and on a phone.
//   node e2e/households.mjs BASE_URL REGISTER.xlsx [--shots DIR]
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
  const page = await (await browser.newContext({ viewport: { width, height }, locale: 'vi-VN' })).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (401|404|412|422)/.test(message.text())) faults.push(message.text()); });
  const answer = await page.request.post(`${base}/api/v1/session`, { data: { name, password: `minhhoa-${name}` } });
  holds(answer.ok(), `${name} cannot sign in: ${answer.status()}`);
  return page;
}
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: page.viewportSize().width < 500 }); };
const fits = async (page, where) => holds(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} is wider than the screen`);

try {
  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('ngoclinh', width, height);
    step(`${device}: the register of one's own commune, with figures`);
    await page.goto(`${base}/ho-dan`);
    await page.locator('[data-figures] dd').first().waitFor();
    await page.locator('.dt tbody tr').first().waitFor();
    holds(Number((await page.locator('[data-figures] dd').first().innerText()).trim()) >= 148, 'the 148 households of Ngọc Linh are not all there');
    await fits(page, 'the register');
    await shot(page, `${device}-register`);
    step(`${device}: by kind of need, by name without marks`);
    await page.locator('[data-kind="disabled"]').click();
    await page.waitForURL(/kind=disabled/);
    await page.locator('#hh-find').fill('gio');
    await page.waitForURL(/q=gio/);
    await page.waitForTimeout(500);
    await shot(page, `${device}-filtered`);

    step(`${device}: a household, corrected`);
    await page.goto(`${base}/ho-dan`);
    await page.locator('.dt tbody th a').first().click();
    await page.locator('.hh-cols').waitFor();
    await fits(page, 'a household');
    await shot(page, `${device}-sheet`);
    await page.locator('[data-act="edit"]').click();
    await page.locator('#household-people').fill('');
    await page.locator('[data-act="save"]').click();
    await page.locator('.errsum a').waitFor();
    await fits(page, 'the form');
    await shot(page, `${device}-form`);
    await page.locator('#household-people').fill(device === 'desk' ? '6' : '7');
    await page.locator('#household-male').fill('');
    await page.locator('#household-female').fill('');
    await page.locator('#household-reason').fill('rà soát');
    await page.locator('[data-act="save"]').click();
    await page.locator('.hh-past li').nth(1).waitFor();
    await shot(page, `${device}-changed`);

    step(`${device}: a file of the office, column by column, row by row`);
    await page.goto(`${base}/ho-dan/nhap`);
    await page.locator('input[type="file"]').setInputFiles(register);
    await page.locator('[data-found]').waitFor();
    await shot(page, `${device}-file`);
    await page.locator('[data-act="next"]').click();
    await page.locator('[data-column]').first().waitFor();
    await fits(page, 'the columns');
    await shot(page, `${device}-columns`);
    await page.locator('[data-act="next"]').click();
    await page.locator('tr[data-row]').first().waitFor();
    await fits(page, 'the rows');
    await shot(page, `${device}-rows`);
    await page.locator('tr[data-fate="doubtful"] input[type="checkbox"]').first().check();
    const write = page.locator('[data-act="write"]');
    if (await write.isEnabled()) {
      await write.click();
      await shot(page, `${device}-confirm`);
      await page.locator('dialog [data-act="confirm"]').click();
      await page.locator('[data-result]').waitFor();
      await shot(page, `${device}-result`);
    }
    await page.context().close();
  }
  step('who only reads sees figures, and no name');
  const viewer = await person('xem', 1440, 900);
  await viewer.goto(`${base}/ho-dan`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds(!(await viewer.locator('main').innerText()).includes('A Tre'), 'a name is shown');
  await shot(viewer, 'viewer');
  holds(faults.length === 0, faults.join('\n'));
  console.log('the register: all well');
} finally {
  await browser.close();
}
