// What arrives, as an office lives it: the inbox, the sources, what could not be read, a bulletin typed in at night, a
// sign told from a phone without a network, and what words are taken for.
//   node e2e/alerts.mjs PROGRAM|ADDRESS [--shots DIR] [--only inbox,sign]
import { asked, json, script } from './kit.mjs';

async function story(kit) {
  const sent = [];
  /** Every window notes what it sends. */
  const person = async (...who) => {
    const page = await kit.person(...who);
    page.on('request', (request) => { if (request.method() !== 'GET' && /\/api\//.test(request.url())) sent.push({ method: request.method(), path: new URL(request.url()).pathname, body: jsonOf(request), ifMatch: request.headers()['if-match'] }); });
    return page;
  };
  for (const part of [inbox, reread, sources, quarantine, mapping, bulletin, sign, english]) if (!asked.only || asked.only.includes(part.name)) await part({ ...kit, person, sent });
}
const jsonOf = (request) => { try { return request.postDataJSON(); } catch { return null; } };

async function inbox({ base, person, step, holds, look }) {
  step('the inbox: all that came, narrowed, one opened');
  const desk = await person('inbox', { role: 'approver' });
  await desk.goto(`${base}/`);
  const advance = desk.locator('[data-act="advance"]');
  await advance.waitFor();
  if (await desk.locator('.left a[href^="/ban-tin/"]').count() === 0 && await advance.isEnabled()) await advance.click();
  await desk.locator('.left a[href^="/ban-tin/"]').first().waitFor({ timeout: 30_000 });
  await desk.goto(`${base}/alerts`); // an address of before: it leads to the inbox
  await desk.waitForURL(/\/ban-tin/);
  await desk.locator('[data-shown]').waitFor();
  await desk.locator('[data-show="all"]').click();
  await desk.locator('.inbox [data-alert]').first().waitFor();
  holds(new URL(desk.url()).searchParams.get('xem') === 'tat-ca', 'the filter does not stand in the address');
  await desk.locator('.inbox [data-alert]').first().click();
  await desk.locator('article[data-alert]').waitFor();
  holds(new URL(desk.url()).searchParams.get('xem') === 'tat-ca', 'opening a bulletin forgets the filter');
  await desk.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  await desk.locator('.chain li').first().waitFor();
  await desk.waitForTimeout(900);
  await look(desk, 'inbox-desk');
  await desk.locator('article[data-alert] [data-act="raw"]').click();
  await desk.locator('.rawtext').waitFor();
  holds((await desk.locator('.rawtext').innerText()).length > 40, 'the file itself is empty');
  await desk.locator('.rawtext').scrollIntoViewIfNeeded();
  await look(desk, 'inbox-desk-raw');
  const phone = await person('inbox phone', { role: 'official', phone: true });
  await phone.goto(`${base}/ban-tin?xem=tat-ca`);
  await phone.locator('.inbox [data-alert]').first().waitFor();
  await look(phone, 'inbox-phone');
  await phone.locator('.inbox [data-alert]').first().tap();
  await phone.locator('article[data-alert]').waitFor();
  await look(phone, 'alert-phone');
}

async function reread({ base, person, step, holds, look }) {
  step('a bulletin is read again from its bytes: it says what it said; by other rules it could not be used, and stays');
  const admin = await person('reread', { role: 'admin' });
  const { items } = await json(await admin.request.get(`${base}/api/v1/alerts?limit=50`));
  const one = items.find((each) => each.source_code && !each.typed);
  await admin.goto(`${base}/ban-tin/${one.id}?xem=tat-ca`);
  const again = admin.locator('[data-act="read-again"]');
  await again.click();
  await admin.locator('[data-reread="same"]').waitFor();
  await again.scrollIntoViewIfNeeded();
  await look(admin, 'reread-same');
  const source = (await json(await admin.request.get(`${base}/api/v1/alert-sources`))).items.find((each) => each.code === one.source_code);
  const held = await json(await admin.request.patch(`${base}/api/v1/alert-sources/${source.id}`, { data: { senders: ['khac@example.vn'] }, headers: { 'If-Match': source.etag } }));
  await again.click();
  await admin.locator('[data-reread="unusable"] .dots li').first().waitFor();
  holds((await admin.locator('article[data-alert] h2').innerText()) !== '', 'the bulletin went because it was read again');
  await look(admin, 'reread-unusable', { on: again });
  await json(await admin.request.patch(`${base}/api/v1/alert-sources/${source.id}`, { data: { senders: source.senders ?? [] }, headers: { 'If-Match': held.etag } }));
  const log = await json(await admin.request.get(`${base}/api/v1/audit?action=alert_read_again`));
  holds(log.items.length === 2, 'reading again is not in the log');
  await admin.goto(`${base}/audit`);
  await admin.getByLabel('Việc', { exact: true }).selectOption('alert_read_again');
  await admin.getByRole('button', { name: 'Xem', exact: true }).click();
  await admin.locator('.logtable td small', { hasText: 'đọc lại bản gốc của bản tin' }).first().waitFor();
  await look(admin, 'reread-log');
  // Understood otherwise: the answer is that of a program that reads more than the one before.
  const phone = await person('reread phone', { role: 'official', phone: true });
  let asked = false;
  await phone.route(`**/api/v1/alerts/${one.id}`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: asked ? body : { ...body, hazard: null, hazard_name: null, area_desc: null } });
  });
  await phone.route(`**/api/v1/alerts/${one.id}/read-again`, async (route) => { asked = true; await route.fulfill({ json: { outcome: 'otherwise', reasons: [] } }); });
  await phone.goto(`${base}/ban-tin/${one.id}?xem=tat-ca`);
  await phone.locator('[data-act="read-again"]').tap();
  await phone.locator('[data-reread="otherwise"] .changes').waitFor();
  const changes = await phone.locator('.changes').innerText();
  holds(changes.includes('Hiện tượng') && changes.includes('chưa rõ loại thiên tai') && changes.includes('Nơi'), `what changed is not shown: ${changes}`);
  await look(phone, 'reread-otherwise', { on: phone.locator('[data-reread]') });
  const viewer = await person('reread viewer', { role: 'viewer' });
  await viewer.goto(`${base}/ban-tin/${one.id}?xem=tat-ca`);
  await viewer.locator('[data-act="raw"]').waitFor();
  holds(await viewer.locator('[data-act="read-again"]').count() === 0, 'who only reads may have it read again');
}

async function sources({ base, person, step, holds, look, sent }) {
  step('the sources: how each stands, in words and a shape; asked now, switched off, added');
  const admin = await person('sources', { role: 'admin' });
  await admin.goto(`${base}/nguon-tin`);
  await admin.locator('[data-source]').first().waitFor();
  for (const state of await admin.locator('.sourcetable tbody tr').all()) holds(await state.locator('.tag svg').count() > 0, 'a state is told by colour alone');
  await look(admin, 'sources-desk');
  await admin.locator('[data-act="poll"]').first().click();
  await admin.locator('[data-poll="done"]').waitFor();
  await admin.locator('[data-act="add"]').click();
  const form = admin.locator('dialog[open]');
  await form.locator('[data-act="save"]').click();
  await form.locator('.errsum').waitFor();
  await look(admin, 'sources-add');
  await form.locator('#source-name').fill('Đài thử');
  await form.locator('#source-code').fill('dai-thu');
  await form.locator('#source-url').fill('https://dai-thu.example.vn/cap.atom');
  await form.locator('[data-act="save"]').click();
  await form.locator('#source-url-error').waitFor(); // a demonstration asks no other machine
  await look(admin, 'sources-refused');
  await form.locator('#source-url').fill(`${base}/demo/feed.atom`);
  await form.locator('[data-act="save"]').click();
  await form.waitFor({ state: 'detached' });
  holds(sent.some((one) => one.path.endsWith('/alert-sources') && one.body.every_seconds === 300), 'the source was not sent');
  await admin.locator('tr:has([data-source="dai-thu"]) [data-act="turn"]').click();
  await look(admin, 'sources-turn');
  await admin.locator('dialog[open] [data-act="confirm"]').click();
  await admin.locator('dialog[open]').waitFor({ state: 'detached' });
  holds(sent.some((one) => one.method === 'PATCH' && typeof one.body.enabled === 'boolean' && one.ifMatch), 'switching does not say which version it saw');
  await admin.locator('[data-act="edit"]').first().click();
  for (const field of ['covers', 'signing_key', 'user_agent', 'note']) holds(await admin.locator(`dialog[open] #source-${field}`).count() === 1, `${field} cannot be set`);
  await admin.locator('dialog[open] #source-signing_key').scrollIntoViewIfNeeded();
  await look(admin, 'sources-edit');
  await admin.keyboard.press('Escape');
  const phone = await person('sources phone', { role: 'official', phone: true });
  await phone.goto(`${base}/nguon-tin`);
  await phone.locator('[data-source]').first().waitFor();
  holds(await phone.locator('[data-act="turn"]').count() === 0, 'who is no administrator may switch sources');
  await look(phone, 'sources-phone');
}

async function quarantine({ base, person, step, holds, look }) {
  step('what could not be read: why, the file, once more');
  const admin = await person('quarantine', { role: 'admin' });
  const broken = '<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>hong-1</identifier><sender>thu@example.vn</sender><sent>hôm qua</sent></alert>';
  const pushed = await json(await admin.request.post(`${base}/api/v1/alerts`, { data: broken, headers: { 'Content-Type': 'application/cap+xml' } }));
  holds(pushed.outcome === 'quarantined', `a broken message is ${pushed.outcome}`);
  await admin.goto(`${base}/cach-ly`);
  const item = admin.locator('[data-quarantined]').first();
  await item.locator('[data-act="retry"]').click();
  await item.locator('[data-outcome="refused"]').waitFor();
  await item.locator('[data-act="raw"]').click();
  await item.locator('.rawtext').waitFor();
  holds((await item.locator('.rawtext').innerText()).includes('hong-1'), 'the file is another one');
  await look(admin, 'quarantine-desk');
  const phone = await person('quarantine phone', { role: 'viewer', phone: true });
  await phone.goto(`${base}/cach-ly`);
  await phone.locator('[data-quarantined], .emptybox').first().waitFor();
  holds(await phone.locator('[data-act="retry"]').count() === 0, 'who only reads may have it read again');
  await look(phone, 'quarantine-phone');
}

async function mapping({ base, person, step, holds, look }) {
  step('what words are taken for: one tried, one added, one taken back');
  const admin = await person('mapping', { role: 'admin' });
  await admin.goto(`${base}/bang-doi-chieu`);
  await admin.locator('.mappingtable tbody tr').first().waitFor();
  await admin.locator('[data-act="try-text"]').fill('Tin cảnh báo lũ quét');
  await admin.keyboard.press('Enter');
  await admin.locator('[data-taken="flash_flood"]').waitFor();
  await look(admin, 'mapping-desk');
  await admin.locator('[data-act="add"]').click();
  const form = admin.locator('dialog[open]');
  await form.locator('#entry-words').fill('lũ ống');
  await form.locator('#entry-hazard').selectOption('flash_flood');
  await look(admin, 'mapping-add');
  await form.locator('[data-act="save"]').click();
  await form.waitFor({ state: 'detached' });
  const own = admin.locator('.mappingtable tr', { hasText: 'lũ ống' });
  await own.locator('[data-act="drop"]').click();
  await admin.locator('dialog[open] [data-act="confirm"]').click();
  await own.locator('[data-act="drop"]').waitFor({ state: 'detached' });
  await admin.locator('[data-what="codes"]').click();
  await admin.locator('.mappingtable tbody tr').first().waitFor();
  const phone = await person('mapping phone', { role: 'official', phone: true });
  await phone.goto(`${base}/bang-doi-chieu`);
  await phone.locator('.mappingtable tbody tr').first().waitFor();
  holds(await phone.locator('[data-act="edit"]').count() === 0, 'who is no administrator may change entries');
  if (await phone.locator('.mappingtable tbody tr').count() < 100) await look(phone, 'mapping-phone');
}

async function bulletin({ base, person, step, holds, look, say, sent }) {
  step('a bulletin typed in, by keyboard where it counts, kept over a reload, checked in one sentence');
  const desk = await person('bulletin', { role: 'approver' });
  await desk.goto(`${base}/nhap-ban-tin`);
  await desk.locator('[data-act="check"]').waitFor();
  await desk.locator('[data-act="check"]').click();
  await desk.locator('.errsum').waitFor();
  holds(await desk.locator('.errsum li').count() === 4, 'an empty form does not name what is missing');
  await look(desk, 'bulletin-errors');
  const began = Date.now();
  await desk.locator('input[value="flash_flood"]').check();
  await desk.locator('.tiles input[value="3"]').check();
  holds((await desk.locator('#bulletin-title').inputValue()) !== '', 'no title is proposed');
  await desk.locator('[data-act="area"]').fill('quang ngai');
  await desk.locator('.arealist [role="option"]').first().waitFor();
  await desk.keyboard.press('Enter');
  await desk.locator('[data-area]').first().waitFor();
  await desk.waitForTimeout(900);
  await desk.reload();
  await desk.locator('[data-area]').first().waitFor();
  holds(await desk.locator('input[value="flash_flood"]').isChecked(), 'a reload loses the hazard');
  await desk.locator('[data-act="area"]').fill('ngoc linh');
  await desk.locator('.arealist [role="option"]').first().waitFor();
  await look(desk, 'bulletin-desk');
  await desk.keyboard.press('Escape');
  await desk.locator('[data-act="check"]').click();
  const sheet = desk.locator('dialog[open]');
  await sheet.locator('[data-sentence]').waitFor();
  say(`  the sheet says: ${(await sheet.locator('[data-sentence]').innerText()).trim()}`);
  await look(desk, 'bulletin-check');
  await sheet.locator('[data-act="confirm"]').click();
  await desk.locator('[data-received]').waitFor();
  say(`  typed, kept, checked and sent in ${Math.round((Date.now() - began) / 1000)} s`);
  const body = sent.findLast((one) => one.path.endsWith('/bulletins')).body;
  holds(body.hazard === 'flash_flood' && body.level.value === 3 && body.areas.length === 1 && /Z$/.test(body.issued_at), `another bulletin was sent: ${JSON.stringify(body)}`);
  await look(desk, 'bulletin-done');
  const phone = await person('bulletin phone', { role: 'official', phone: true });
  await phone.goto(`${base}/nhap-ban-tin`);
  await phone.locator('[data-act="check"]').waitFor();
  await phone.locator('.tiles input[value="storm"]').check();
  await look(phone, 'bulletin-phone');
  await phone.locator('[data-act="add-group"]').click();
  const group = phone.locator('[data-group="2"]');
  await group.locator('.tiles input[value="2"]').check();
  await group.locator('[data-act="area"]').fill('ngoc linh');
  await group.locator('.arealist [role="option"]').first().waitFor();
  await look(phone, 'bulletin-group');
  await group.locator('[data-act="drop-group"]').click();
  holds(await group.count() === 0, 'a group cannot be taken away');
  const viewer = await person('viewer', { role: 'viewer' });
  await viewer.goto(`${base}/nhap-ban-tin`);
  await viewer.locator('.emptybox').waitFor();
  holds(await viewer.locator('[data-act="check"]').count() === 0, 'a viewer may type bulletins in');
}

async function sign({ base, person, step, holds, look, sent }) {
  step('a sign told from a phone: three steps, first without a network');
  const phone = await person('sign', { role: 'official', phone: true, options: { geolocation: { longitude: 107.9, latitude: 15.05, accuracy: 18 }, permissions: ['geolocation'] } });
  await phone.goto(`${base}/bao-dau-hieu`);
  await phone.locator('[data-step="what"]').waitFor();
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('.errsum').waitFor();
  for (const tile of await phone.locator('.signform .tile').all()) holds(((await tile.boundingBox())?.height ?? 0) >= 56, 'a tile is too small for a thumb');
  await phone.locator('.signform .tile').nth(0).tap();
  await phone.locator('.signform .tile').nth(2).tap();
  await look(phone, 'sign-what');
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-step="where"]').waitFor();
  await phone.locator('[data-act="here"]').tap();
  await phone.locator('[data-place="point"]').waitFor();
  holds(/18/.test(await phone.locator('[data-place="point"]').innerText()), 'the accuracy is not told');
  await look(phone, 'sign-where');
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-step="more"]').waitFor();
  await phone.locator('#sign-note').fill('Nứt dài 20 m trên đồi sau trường');
  await phone.locator('#sign-people').fill('35');
  await look(phone, 'sign-more');
  await phone.context().setOffline(true);
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-told="waiting"]').waitFor();
  await look(phone, 'sign-waiting');
  await phone.context().setOffline(false);
  await phone.locator('[data-told="sent"]').waitFor({ timeout: 30_000 });
  const told = sent.filter((one) => one.path.endsWith('/local-signs'));
  holds(new Set(told.map((one) => one.body.id)).size === 1, 'one sign was sent under two names');
  holds(told[0].body.people_near === 35 && told[0].body.radius_m === null && told[0].body.signs.length === 2, `another sign was sent: ${JSON.stringify(told[0].body)}`);
  await look(phone, 'sign-sent');
  step('the page opens again without a network, and a sign is told by the own commune');
  await phone.waitForFunction(async () => { const [name] = await caches.keys(); return name && (await (await caches.open(name)).keys()).length > 8; }, null, { timeout: 20_000 });
  await phone.waitForTimeout(1_000);
  await phone.context().setOffline(true);
  await phone.reload();
  await phone.locator('[data-step="what"]').waitFor();
  await phone.locator('.signform .tile').nth(1).tap();
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-act="own"]').tap();
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-act="go"]').tap();
  await phone.locator('[data-told="waiting"]').waitFor();
  await look(phone, 'sign-offline');
  await phone.close();
  const desk = await person('sign desk', { role: 'approver' });
  await desk.goto(`${base}/bao-dau-hieu`);
  await desk.locator('.signform .tile').nth(3).click();
  await look(desk, 'sign-desk');
  await desk.locator('[data-act="go"]').click();
  await desk.locator('[data-act="map"]').click();
  await desk.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  await desk.locator('[data-act="centre"]').click();
  await desk.locator('[data-place="point"]').waitFor();
  await look(desk, 'sign-desk-map');
}

async function english({ base, person, step, look }) {
  step('the same in English, and the banner of sources that do not speak');
  const desk = await person('english', { role: 'admin', lang: 'en' });
  for (const [path, ready] of [['/nguon-tin', '[data-source]'], ['/cach-ly', '[data-quarantined], .emptybox'], ['/nhap-ban-tin', '[data-act="check"]'], ['/bao-dau-hieu', '[data-step]'], ['/bang-doi-chieu', '.mappingtable tbody tr'], ['/ban-tin?xem=tat-ca', '.inbox [data-alert]']]) {
    await desk.goto(base + path);
    await desk.locator(ready).first().waitFor();
    await look(desk, `en-${path.slice(1).split('?')[0]}`);
  }
  const phone = await person('room phone', { phone: true });
  await phone.goto(`${base}/`);
  await phone.locator('.worklist').waitFor();
  await look(phone, 'room-phone');
}

await script('alerts', story);
