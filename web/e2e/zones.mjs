// Zones drawn, cut, joined and imported, on `ungpho demo`.
//   node e2e/zones.mjs PROGRAM|ADDRESS [--shots DIR] [--draw]
// With --draw nothing is imported.
import { asked, begin, json, tell } from './kit.mjs';
import { importStory } from './zonesImport.mjs';

const kit = await begin({ answers: [409, 412, 422] });
const { base, step, holds, shot, fits } = kit;
const person = (account, phone = false) => kit.person(account, { account, phone });
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

await tell('zones', kit, async () => {
  const writer = await person('bientap');
  const plans = (await json(await writer.request.get(`${base}/api/v1/plans?limit=100`))).items;
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
  kit.say('  a line that cannot be read is named');

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
  holds(after.includes(`${code}-A`) && !after.includes(code), `after the split there are ${after}`);

  step('joins neighbours to one');
  const [one, two] = [`${code}-A`, `${code}-B`];
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
  const phone = await person('bientap', true);
  await phone.goto(`${address}?edit=${fresh}`);
  await drawn(phone);
  await phone.waitForTimeout(1_200);
  await fits(phone, 'a zone');
  await shot(phone, 'phone-edit');
  await phone.evaluate(() => scrollTo(0, 480));
  await phone.waitForTimeout(300);
  await shot(phone, 'phone-edit-2');

  if (!asked.has('--draw')) await importStory({ person, step, shot, fits, holds, base, plan, centre });
});
