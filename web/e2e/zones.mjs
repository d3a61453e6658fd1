// Zones drawn, cut, joined and imported, on `ungpho demo`.
//   node e2e/zones.mjs BASE_URL [--shots DIR] [--mock | --mock-lineage]
// With --mock the answers of measuring, splitting, joining, moving and importing are those of e2e/zonesMock.mjs, for a
// server that does not have them; with --mock-lineage all of these but importing. The rest is the server's own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { bigFile, importFile, mockZones } from './zonesMock.mjs';

const [base, ...rest] = process.argv.slice(2);
const shots = rest.includes('--shots') ? rest[rest.indexOf('--shots') + 1] : null;
const mock = rest.includes('--mock') ? 'all' : rest.includes('--mock-lineage') ? 'lineage' : null;
if (shots) mkdirSync(shots, { recursive: true });
console.log(mock === 'all' ? 'against a mock of measuring, splitting, joining and importing' : mock ? 'against a mock of measuring, splitting and joining' : 'against the real server');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const faults = [];
const step = (words) => console.log(`- ${words}`);
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`) }); };
function holds(condition, words) { if (!condition) throw new Error(words); }

/** A browser on which `name` of the demonstration is signed in. */
async function person(name, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', acceptDownloads: true, hasTouch: viewport.width < 600 });
  const answer = await context.request.post(`${base}/api/v1/session`, { data: { name, password: `minhhoa-${name}` } });
  holds(answer.ok(), `${name} is not let in: ${answer.status()}`);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(error.message));
  // A refusal is part of the story; a broken policy or a script fault is not.
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text()); });
  page.on('response', (answer) => { if (answer.status() >= 400 && ![409, 412, 422].includes(answer.status())) faults.push(`${answer.status()} ${answer.url()}`); });
  page.on('request', (request) => { const url = new URL(request.url()); if (url.protocol.startsWith('http') && url.origin !== new URL(base).origin) faults.push(`asked another host: ${url}`); });
  if (mock) await mockZones(context, base, mock);
  return page;
}
const drawn = (page) => page.locator('.zdesk [data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
/** Where a part of the map frame is, in pixels of the page. */
async function spot(page, x, y) {
  const box = await page.locator('.zdesk .mapframe').boundingBox();
  return [box.x + box.width * x, box.y + box.height * y];
}
async function press(page, x, y) { await page.mouse.move(...(await spot(page, x, y)), { steps: 4 }); await page.mouse.click(...(await spot(page, x, y))); await page.waitForTimeout(350); }

/** Until this device holds a draft with these words: a loaded machine takes its time. */
async function kept(page, words) {
  const held = () => page.evaluate((wanted) => new Promise((done) => {
    const open = indexedDB.open('ungpho', 1);
    open.onsuccess = () => { const all = open.result.transaction('drafts').objectStore('drafts').getAll(); all.onsuccess = () => { open.result.close(); done(JSON.stringify(all.result).includes(wanted)); }; };
  }), words);
  for (let tries = 0; tries < 40; tries += 1) {
    if (await held()) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`no draft on this device says “${words}”`);
}

try {
  const writer = await person('bientap');
  const plans = (await (await writer.request.get(`${base}/api/v1/plans?limit=100`)).json()).items;
  const plan = plans.find((each) => each.code === 'PA-23365-SL');
  const begun = plan.open ?? (await (await writer.request.post(`${base}/api/v1/plans/${plan.id}/versions`, { data: {} })).json());
  const address = `${base}/plans/${plan.id}/versions/${begun.n}/zones`;
  const zonesNow = async () => (await (await writer.request.get(`${base}/api/v1/plans/${plan.id}/versions/${begun.n}/zones`)).json()).features;
  const communes = (await (await writer.request.get(`${base}/api/v1/admin-units?format=geojson`)).json()).features;
  const { lon, lat } = communes.find((each) => each.properties.code === plan.unit_code).properties;
  const centre = [lon, lat];
  const fresh = `NL-SL-${1000 + (Date.now() % 9000)}`;
  const code = (await zonesNow())[0].properties.code;

  step('sees the zones of the draft as a map and as a list, and what one holds');
  await writer.goto(address);
  await drawn(writer);
  await writer.locator('.zlist-row').first().click();
  await writer.locator('[data-figure="people"]').waitFor();
  await writer.waitForTimeout(900);
  await shot(writer, 'zones-list');

  step('draws a new zone corner by corner; what it holds is told while it is drawn');
  await writer.goto(`${address}?new=1`);
  await drawn(writer);
  await writer.waitForTimeout(900);
  for (const [x, y] of [[0.62, 0.62], [0.78, 0.6], [0.8, 0.8], [0.66, 0.84]]) await press(writer, x, y);
  await shot(writer, 'drawing');
  await writer.keyboard.press('Enter');
  await writer.locator('[data-figure="area"]').waitFor();
  const area = await writer.locator('[data-figure="area"]').innerText();
  holds(/\d.* ha/.test(area), `the area reads ${area}`);

  step('takes a step back and does it again by the keyboard');
  await writer.keyboard.press('Control+z');
  await writer.locator('[data-tool="draw"][aria-pressed="true"]').waitFor();
  await writer.keyboard.press('Control+y');
  await writer.locator('[data-tool="edit"][aria-pressed="true"]').waitFor();

  step('what is not saved survives a reload');
  await writer.locator('#zone-code').fill(fresh);
  await writer.locator('#zone-name').fill('Sườn đồi sau trường học');
  await kept(writer, 'Sườn đồi sau trường học');
  await writer.reload();
  await drawn(writer);
  await writer.locator(`#zone-code[value="${fresh}"]`).waitFor();
  holds(await writer.locator('[data-figure="area"]').innerText() === area, 'the drawing is gone after a reload');
  await writer.waitForTimeout(800);
  await shot(writer, 'drawn');

  step('saves it into the draft');
  await writer.locator('[data-act="save-zone"]').click();
  await writer.locator('.zlist-open').waitFor();
  holds((await zonesNow()).some((zone) => zone.properties.code === fresh), 'the server does not have the zone');

  step('types corners in degrees, minutes and seconds');
  await writer.goto(`${address}?edit=${fresh}`);
  await drawn(writer);
  await writer.locator('.ringlist summary').click();
  await writer.locator('.ringlist li .btn').first().click();
  await writer.locator('.typed textarea').fill(`15°01'00"B 107°55'00"Đ\n15°01'00"B 107°56'00"Đ\n15°02'00"B 107°56'00"Đ\n15°02'00"N?`);
  await writer.locator('[data-act="apply-corners"]').click();
  await writer.locator('.typed .errmsg').waitFor();
  await shot(writer, 'typed-refused');
  await writer.locator('.ringlist li .btn').first().click();
  console.log('  a line that cannot be read is named');

  step('cuts a zone by a line, sees both parts, and names them');
  await writer.goto(`${address}?split=${code}`);
  await drawn(writer);
  await writer.waitForTimeout(900);
  await press(writer, 0.5, 0.04);
  await press(writer, 0.51, 0.97);
  await writer.keyboard.press('Enter');
  await writer.locator('[data-part="B"]').waitFor();
  await writer.waitForTimeout(600);
  await shot(writer, 'split');
  await writer.locator('#split-note').fill('Chia theo khe nước mới (minh hoạ)');
  await writer.locator('[data-act="split"]').click();
  await writer.locator('.zlist').waitFor();
  const after = (await zonesNow()).map((zone) => zone.properties.code);
  holds(mock || (after.includes(`${code}-A`) && !after.includes(code)), `after the split there are ${after}`);

  step('joins neighbours to one');
  const [one, two] = mock ? after : [`${code}-A`, `${code}-B`];
  await writer.goto(`${address}?merge=${one},${two}`);
  await drawn(writer);
  await writer.locator('[data-figure="area"]').waitFor();
  await writer.locator('#merge-note').fill('Gộp lại để chỉ huy một mối (minh hoạ)');
  await writer.waitForTimeout(600);
  await shot(writer, 'merge');
  await writer.locator('[data-act="merge"]').click();
  await writer.locator('.zlist').waitFor();

  step('somebody else saves the zone first: the drawing stays, and what changed is shown');
  await writer.goto(`${address}?edit=${fresh}`);
  await drawn(writer);
  await writer.locator('details.fold summary').last().click();
  await writer.locator('#zone-name').fill('Tên trên máy này');
  const other = await person('bientap');
  const version = await (await other.request.get(`${base}/api/v1/plans/${plan.id}/versions/${begun.n}`)).json();
  const held = (await zonesNow()).find((zone) => zone.properties.code === fresh);
  const { village, commune_code, evacuate_from_level, destinations, route, in_charge } = held.properties;
  const put = await other.request.put(`${base}/api/v1/plans/${plan.id}/versions/${begun.n}/zones/${fresh}`, { headers: { 'If-Match': `"${version.revision}"` }, data: { name: 'Tên của người kia', village, commune_code, evacuate_from_level, destinations, route, in_charge, geometry: held.geometry } });
  holds(put.ok(), `the other could not save: ${put.status()} ${await put.text()}`);
  await writer.locator('[data-act="save-zone"]').click();
  await writer.locator('.clash').waitFor();
  holds(await writer.locator('#zone-name').inputValue() === 'Tên trên máy này', 'what was typed is gone');
  await shot(writer, 'clash');
  await writer.locator('[data-act="keep-mine"]').click();
  await writer.locator('.zlist-open').waitFor();
  holds((await zonesNow()).find((zone) => zone.properties.code === fresh).properties.name === 'Tên trên máy này', 'the drawing was not saved over');

  step('on a phone the map stands above the panel and nothing moves sideways');
  const phone = await person('bientap', { width: 360, height: 740 });
  await phone.goto(`${address}?edit=${fresh}`);
  await drawn(phone);
  await phone.waitForTimeout(1_200);
  holds(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page moves sideways on a phone');
  await shot(phone, 'phone-edit');
  await phone.evaluate(() => scrollTo(0, 480));
  await phone.waitForTimeout(300);
  await shot(phone, 'phone-edit-2');

  if (rest.includes('--import') || !rest.includes('--draw')) await (await import('./zonesImport.mjs')).importStory({ person, step, shot, holds, base, plan, centre, importFile, bigFile, mock });
  holds(faults.length === 0, `the page complained: ${faults.join(' | ')}`);
  console.log('the story of zones holds');
} catch (reason) {
  for (const context of browser.contexts()) for (const page of context.pages()) await shot(page, 'stopped-here');
  throw reason;
} finally {
  await browser.close();
}
