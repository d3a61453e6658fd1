// What else works without a network: a commune's map and its list, the register, the plans in force and the contacts open
// from the phone with the server dead; stages of a zone, a photo taken out and a paper wait and arrive in order; an order
// that reaches nobody is not kept; an inspection record is filled in cold and arrives from another page; who signs out
// with something unsent is asked first. And two screens: findings follow what others do, and the interface is described.
//   node e2e/offlineMore.mjs PROGRAM [--shots DIR] [--dist DIR] [--only offline,inspect,docs,live]
// The pages come from `vite preview` of the built app (npm run build), so that they can die with the server.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asked as options, json, open as openKit, pause, startPages, startProgram, tell } from './kit.mjs';

const program = await startProgram(options.plain[0]);
const pages = await startPages(program.base, options.after('--dist') ?? fileURLToPath(new URL('../dist', import.meta.url)));
const [server, base] = [program.base, pages.base];
const kit = { ...await openKit({ base }), server: { end: async () => { await pages.end(); await program.end(); } } };
const { browser, step, holds, look, say } = kit;
const waits = (page, n, timeout) => page.locator(`.outbox[data-waiting="${n}"]`).waitFor({ state: 'attached', timeout });
/** A window of its own; who signs in does so at the door, as people do. */
const open = async (name, account, phone = true) => {
  const page = await kit.person(name, { phone });
  if (account) {
    await page.goto(`${base}/sign-in`);
    await page.locator(`[data-account="${account}"]`).click();
    await page.locator('.user .two').waitFor();
  }
  return page;
};
const bringAll = async (page) => {
  await page.locator('[data-act="bring"]').tap();
  await page.locator('[data-bring="done"]').waitFor({ timeout: 300_000 });
  say(`  ${(await page.locator('[data-bring="done"]').innerText()).replace(/\s+/g, ' ')}`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  holds(await page.evaluate(() => navigator.serviceWorker.controller !== null), 'no worker stands behind the page');
};

const accounts = (await (await fetch(`${server}/api/v1/meta`)).json()).demo_accounts;
const signedIn = async (name) => {
  const context = await browser.newContext();
  const { password } = accounts.find((each) => each.name === name);
  await json(await context.request.post(`${server}/api/v1/session`, { data: { name, password } }));
  const api = (path) => context.request.get(`${server}/api/v1${path}`).then(json);
  return { request: context.request, api };
};
const die = async () => { await pages.kill(); await program.kill(); };
const comeBack = async () => { await program.start('--keep'); await pages.start(); };
const part = async (name, work) => { if (!options.only || options.only.includes(name)) await work(); };

async function offline() {
  step('a response runs for the commune; a task has a photo');
  const chair = await signedIn('chutich');
  const find = async () => (await chair.api('/activations?limit=100')).items.find((each) => each.plan.code === 'PA-23365-SL');
  for (let tries = 0; tries < 4 && !(await find()); tries += 1) { await chair.request.post(`${server}/api/v1/demo/advance`, { data: {} }); await pause(1_500); }
  let activation = await find();
  holds(activation, 'no proposal came for the plan');
  if (activation.status === 'proposed') await json(await chair.request.post(`${server}/api/v1/activations/${activation.id}/confirm`, { data: { stage: 'ordered' }, headers: { 'If-Match': activation.etag, 'Idempotency-Key': 'offline-more' } }));
  activation = await find();
  const list = (await chair.api(`/activations/${activation.id}/checklists`)).items[0];
  const official = await signedIn('ngoclinh');
  const task = (await official.api(`/checklists/${list.id}`)).tasks[0];
  const image = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=', 'base64');
  const photo = '0199d0c4-7f5a-7c3e-9a51-2f6f0f6f1a10';
  const added = await official.request.put(`${server}/api/v1/tasks/${task.id}/photos/${photo}?taken_at=${encodeURIComponent(new Date(Date.now() - 60_000).toISOString())}`, { data: image, headers: { 'Content-Type': 'image/jpeg' } });
  const withPhoto = added.ok();
  if (!withPhoto) say(`  no photo: ${added.status()} ${await added.text()}`);

  step('an official takes along what the commune needs, and nothing of other communes');
  const phone = await open('phone', null);
  const asked = [];
  phone.on('request', (request) => asked.push(request.url().slice(base.length)));
  await phone.goto(`${base}/sign-in`);
  await phone.locator('[data-account="ngoclinh"]').tap();
  await phone.locator('[data-bring="offered"]').waitFor();
  await look(phone, 'bring-offered');
  await bringAll(phone);
  await phone.locator('[data-bring="done"]').waitFor();
  await look(phone, 'brought');
  const wide = asked.filter((url) => /\/zones\?limit|\/shelters\?limit=500|\/admin-units\?format=geojson$|\/contacts\?limit=100$|\/plans\?limit/.test(url));
  holds(wide.length === 0, `the whole province was asked for: ${wide.join(', ')}`);
  for (const path of ['/zones?commune=23365', '/shelters?unit=23365', '/ogc/collections/admin-units/items?bbox', '/contacts?limit=100&unit=23365', '/plans?unit=23365', '/households?commune=23365']) holds(asked.some((url) => url.includes(path)), `not asked: ${path}`);

  const boss = await open('chair', 'chutich'); // has both pages open before the server dies
  await boss.goto(`${base}/activations/${activation.id}`);
  await boss.locator('[data-act="add-paper"]').waitFor();
  await boss.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await boss.goto(`${base}/checklists/${list.id}`);
  await boss.locator('[data-to="return_allowed"]').waitFor();

  step('the server dies; the map of the commune and its list open from the phone');
  await die();
  await phone.goto(`${base}/map`);
  await phone.locator('[data-map="idle"]:not([data-zones="0"])').waitFor({ timeout: 90_000 });
  const drawn = await phone.evaluate(() => ({ ...document.querySelector('[data-map]').dataset }));
  say(`  on the map: ${drawn.zones} zones, ${drawn.communes} communes, ${drawn.shelters} shelters`);
  holds(Number(drawn.zones) > 0 && Number(drawn.communes) > 0, `the map is empty: ${JSON.stringify(drawn)}`);
  await look(phone, 'map-dead');
  await phone.locator('.maporlist .seg button').nth(1).tap();
  await phone.locator('.zrow').first().waitFor();
  const rows = await phone.locator('.zrow').count();
  holds(rows >= Number(drawn.zones), `the list has ${rows} zones, the map ${drawn.zones}`);
  await phone.locator('[data-act="beyond"]').tap();
  await phone.locator('[data-beyond="true"]').waitFor();
  holds(await phone.locator('.zrow').count() === rows, 'what the device has is gone when one looks beyond');
  await phone.locator('[data-act="beyond"]').tap();
  await look(phone, 'zones-dead');

  step('the register opens, is searched and filtered; a household opens; without its past and without a way to change it');
  await phone.goto(`${base}/ho-dan`);
  await phone.locator('[data-from-device]').waitFor();
  await phone.locator('.dt tbody tr').first().waitFor();
  const households = await phone.locator('.dt tbody tr').count();
  holds(households >= 100, `${households} households`);
  await look(phone, 'register-dead');
  await phone.locator('#hh-find').fill((await phone.locator('.dt tbody tr a').first().innerText()).slice(0, 8));
  await phone.waitForTimeout(600);
  const fewer = await phone.locator('.dt tbody tr').count();
  holds(fewer > 0 && fewer < households, `the search leaves ${fewer} of ${households}`);
  await phone.locator('.dt tbody tr a').first().tap();
  await phone.locator('.hh-cols').waitFor();
  holds(await phone.locator('[data-act="edit"]').count() === 0, 'a household is offered to be changed');
  await look(phone, 'household-from-device');

  step('the plan in force opens with its people, tasks and tables; the contacts too');
  await phone.goto(`${base}/plans`);
  await phone.locator('.dt tbody tr').first().waitFor();
  await look(phone, 'plans-dead');
  await phone.locator('a[href*="/versions/"]').first().tap();
  await phone.locator('.paperdoc section').first().waitFor();
  holds(await phone.locator('.paperdoc section').count() > 10, 'the plan is not whole');
  await look(phone, 'plan-dead');
  await phone.goto(`${base}/nguon-luc?so=contacts`);
  await phone.locator('.dt tbody tr').first().waitFor();
  await look(phone, 'contacts-dead');

  step('the zone goes on twice, and is shown so; a photo is taken out; all of it waits');
  await phone.goto(`${base}/checklists/${list.id}`);
  await phone.locator('[data-to="clearing"]').tap();
  await phone.locator('[data-stage="clearing"]').waitFor();
  await look(phone, 'stage-waits');
  await phone.locator('[data-act="confirm"]').tap();
  await phone.locator('[data-zone-stage="clearing"]').waitFor();
  await phone.locator('[data-to="cleared"]').tap();
  const remark = phone.locator('textarea[name="remark"]');
  await remark.fill('Đã đi từng nhà, còn 2 hộ đi nương');
  await phone.locator('[data-act="confirm"]').tap();
  await phone.locator('[data-zone-stage="cleared"] [data-stage-waits]').waitFor();
  await waits(phone, 2);
  await look(phone, 'stage-dead');
  let waiting = 2;
  if (withPhoto) {
    const row = phone.locator(`[data-task="${task.id}"]`);
    if (await row.locator(`[data-photo="${photo}"]`).count() === 0) await row.locator('.more').tap();
    await row.locator(`[data-photo="${photo}"]`).tap();
    await phone.locator('[data-act="remove-photo"]').tap();
    await phone.locator('dialog textarea[name="remark"]').fill('Chụp nhầm hộ');
    await phone.locator('[data-act="remove-photo-now"]').tap();
    await phone.locator(`[data-removed="${photo}"]`).waitFor();
    waiting = 3;
  }
  await phone.reload();
  await waits(phone, waiting);
  await phone.locator('[data-zone-stage="cleared"]').waitFor();

  step('an order that reaches nobody is not kept, and says what to do instead; a paper is');
  await boss.bringToFront();
  await boss.locator('[data-to="return_allowed"]').click();
  await boss.locator('[data-unheard]').waitFor();
  await look(boss, 'order-unheard');
  say(`  a worker stands behind the chair's page: ${await boss.evaluate(() => navigator.serviceWorker.controller !== null)}`);
  for (const group of await boss.locator('[data-criterion]').all()) await group.locator('input').first().check();
  await boss.locator('dialog [data-act="confirm"]').click();
  await boss.locator('dialog [role="alert"]').first().waitFor();
  await boss.locator('dialog footer .btn').first().click();
  holds(await boss.locator('.outbox[data-waiting="0"]').count() === 1, 'the order was kept for later');
  await boss.locator(`a[href="/activations/${activation.id}"]`).first().click();
  await boss.locator('[data-act="add-paper"]').click();
  await boss.locator('input[name="number"]').fill('77/CĐ-UBND');
  await boss.locator('[data-act="save-paper"]').click();
  await boss.locator('[data-waits="paper"]').waitFor();
  await waits(boss, 1);
  await look(boss, 'paper-waits');

  step('who signs out now is told what would stay, in two steps');
  await phone.bringToFront();
  await phone.locator('.user button').last().tap();
  await phone.locator('[data-leave="asked"]').waitFor();
  holds(await phone.locator(`[data-leave-waits="${waiting}"] [data-kind="stages"]`).count() === 1, 'what waits is not told');
  await look(phone, 'leave-asked');
  await phone.locator('[data-act="leave-send"]').tap();
  await phone.locator('[data-leave] [role="alert"]').waitFor({ timeout: 60_000 });
  await look(phone, 'leave-not-sent');
  await phone.locator('[data-act="leave-keep"]').tap();
  await phone.locator('[data-leave="sure"]').waitFor();
  await look(phone, 'leave-sure');
  await phone.locator('dialog footer .btn').first().tap();
  await phone.locator('dialog .icb').tap();
  holds(await phone.locator('.user .two').count() === 1, 'signed out all the same');

  step('the server is back: everything has arrived in order, with the hour at which it was seen');
  await comeBack();
  for (const page of [phone, boss]) { await page.bringToFront(); await waits(page, 0, 90_000); }
  const again = await signedIn('ngoclinh');
  const now = await again.api(`/checklists/${list.id}`);
  holds(now.stage === 'cleared', `the zone stands at ${now.stage}`);
  if (withPhoto) holds(now.tasks.find((each) => each.id === task.id).photos.find((each) => each.id === photo).removed?.remark === 'Chụp nhầm hộ', 'the photo is still there');
  const papers = (await again.api(`/activations/${activation.id}/papers`)).items.filter((each) => each.number === '77/CĐ-UBND');
  holds(papers.length === 1, `${papers.length} papers`);

  step('of two different steps both stand side by side; sending, then signing out, leaves nothing');
  await phone.bringToFront();
  await phone.goto(`${base}/checklists/${list.id}`);
  await phone.locator('[data-to="clearing"]').waitFor();
  await phone.context().setOffline(true);
  await phone.locator('[data-to="clearing"]').tap();
  await phone.locator('[data-act="confirm"]').tap();
  await waits(phone, 1);
  const criteria = (await again.api('/return-criteria')).items.map(({ code }) => ({ code, met: true }));
  const head = await signedIn('chutich');
  await json(await head.request.patch(`${server}/api/v1/checklists/${list.id}/stage`, { data: { from: 'cleared', to: 'return_allowed', criteria } }));
  await phone.context().setOffline(false);
  await phone.locator('[data-contested] .bothsides').waitFor({ timeout: 60_000 });
  holds(await phone.locator('.bothsides li').count() === 2, 'they do not stand side by side');
  await phone.evaluate(() => scrollTo(0, 0));
  await look(phone, 'stage-contested');
  await phone.locator('.user button').last().tap();
  await phone.locator('[data-leave-waits="1"] [data-kind="contested"]').waitFor();
  await phone.locator('dialog .icb').tap();
  await phone.locator('[data-act="take-side"]').last().tap();
  await phone.locator('[data-contested]').waitFor({ state: 'detached' });
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${list.id}`);
  const unknown = phone.locator('[data-household][data-state="unknown"]').first();
  await unknown.waitFor();
  await phone.context().setOffline(true);
  await unknown.tap();
  await phone.locator('[data-next="notified"]').tap();
  await waits(phone, 1);
  await phone.locator('.user button').last().tap();
  await phone.locator('[data-leave="asked"]').waitFor();
  await phone.context().setOffline(false);
  await phone.locator('[data-act="leave-send"]').tap();
  await phone.locator('[data-act="sign-in"], [data-account]').first().waitFor({ timeout: 60_000 });
  const left = await phone.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('ungpho-kept');
    asked.onsuccess = () => { const all = asked.result.transaction('answers').objectStore('answers').getAllKeys(); all.onsuccess = () => done(all.result); };
  }));
  holds(left.length === 0, `left on the phone: ${left.join(', ')}`);
  holds(await phone.evaluate(() => localStorage.getItem('ungpho.brought')) === null, 'the phone says that data is here, and it is not');
  await phone.context().close();
  await boss.context().close();
}

async function inspect() {
  step('an inspector takes the records along; the server dies; the record opens cold and is filled in');
  const editor = await signedIn('bientap');
  const campaign = (await editor.api('/inspections?limit=50')).items[0];
  const draft = (await editor.api(`/inspections/${campaign.id}/records`)).items.find((record) => record.state === 'draft');
  holds(draft, 'no record is being drawn up');
  const phone = await open('inspector', 'bientap');
  await phone.locator('[data-bring="offered"]').waitFor();
  await bringAll(phone);
  await die();
  await phone.goto(`${base}/kiem-tra/bien-ban/${draft.id}`);
  await phone.locator('[data-record]').waitFor();
  const point = phone.locator('[data-point][data-grade="unknown"]').first();
  const code = await point.getAttribute('data-point');
  await phone.locator(`[data-point="${code}"] input[value="passed"]`).check({ force: true });
  await phone.locator(`[data-point="${code}"][data-grade="passed"]`).waitFor();
  await phone.waitForTimeout(6_000);
  await look(phone, 'record-cold');
  await phone.reload();
  await phone.locator(`[data-point="${code}"][data-grade="passed"]`).waitFor();

  step('it is not opened again: it waits in view, and arrives from another page');
  await phone.goto(`${base}/`);
  await phone.locator('[data-records-waiting="1"]').waitFor({ timeout: 40_000 });
  await look(phone, 'record-waits');
  await comeBack();
  await phone.locator('[data-records-waiting]').waitFor({ state: 'detached', timeout: 90_000 });
  const now = await (await signedIn('bientap')).api(`/inspection-records/${draft.id}`);
  holds(now.content.points.find((mark) => mark.code === code)?.grade === 'passed', 'the point has not arrived');
  await phone.context().close();
}

async function docs() {
  step('the interface is described: every operation in Vietnamese, with who may call and an example');
  const doc = await (await fetch(`${server}/openapi.json`)).json();
  const operations = Object.entries(doc.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`));
  const desk = await open('docs', null, false);
  await desk.goto(`${base}/docs`);
  await desk.locator('[data-operation]').first().waitFor();
  const shown = await desk.locator('[data-operation]').evaluateAll((all) => all.map((each) => each.dataset.operation));
  holds(operations.length === shown.length && operations.every((each) => shown.includes(each)), `${shown.length} of ${operations.length} operations`);
  const english = await desk.locator('[data-operation]').evaluateAll((all) => all.filter((each) => each.querySelector('.apid-w[lang="en"]')).map((each) => each.dataset.operation));
  holds(english.length === 0, `not in Vietnamese: ${english.join(', ')}`);
  const roles = (await (await signedIn('quantri')).api('/roles')).items;
  const told = readFileSync(new URL('../src/apiDocs/operations.ts', import.meta.url), 'utf8');
  for (const right of new Set(roles.flatMap((role) => role.permissions).filter((each) => each !== 'read'))) {
    const has = roles.filter((role) => role.permissions.includes(right)).map((role) => role.role).sort().join();
    const said = [...(new RegExp(`\\b${right}: \\[([^\\]]*)\\]`).exec(told)?.[1] ?? '').matchAll(/'(\w+)'/g)].map((m) => m[1]).sort().join();
    holds(said === has, `${right} is told of ${said}, and has ${has}`);
  }
  await look(desk, 'docs-1440');
  await desk.locator('#apid-find').fill('hop gui');
  await desk.locator('[data-operation="POST /sync"]').waitFor();
  if (await desk.locator('[data-operation="POST /sync"][open]').count() === 0) await desk.locator('[data-operation="POST /sync"] > summary').click();
  await desk.locator('[data-operation="POST /sync"] pre').waitFor();
  holds(/^curl -X POST 'http/.test(await desk.locator('[data-operation="POST /sync"] pre').innerText()), 'no example');
  await look(desk, 'docs-open-1440');
  await desk.locator('#apid-find').fill('xyzzy');
  await desk.locator('.empty').waitFor();
  const phone = await open('docs phone', null);
  await phone.goto(`${base}/docs#patch-tasks-id`);
  await phone.locator('[data-operation="PATCH /tasks/{id}"] pre').waitFor();
  await look(phone, 'docs-360');
  await phone.evaluate(() => scrollTo(0, 0));
  await phone.locator('[data-act="language"]').tap();
  await phone.locator('h2', { hasText: 'Interface for other systems' }).waitFor();
  await kit.shot(phone, 'docs-360-en'); // the same page, in other words
  holds((await fetch(`${server}/docs`)).headers.get('content-type')?.startsWith('text/html'), 'the program answers /docs with something else than the page');
  for (const page of [desk, phone]) await page.context().close();
}

async function live() {
  step('a list of findings follows what somebody else does, without being asked');
  const editor = await signedIn('bientap');
  const first = (await editor.api('/findings?limit=1')).items[0];
  const desk = await open('findings', 'chutich', false);
  await desk.goto(`${base}/phat-hien?xem=${first.key}`);
  await desk.locator(`[data-finding="${first.key}"]`).first().waitFor();
  const asked = [];
  desk.on('request', (request) => { if (/\/api\/v1\/findings\b/.test(request.url())) asked.push(Date.now()); });
  await desk.waitForTimeout(1_500);
  asked.length = 0;
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  for (const reason of ['Đã biết', 'Đã biết, chờ mùa sau', 'Đã biết, đã báo cáo']) await json(await editor.request.post(`${server}/api/v1/findings/${first.key}/acceptance`, { data: { reason, until } }));
  await desk.locator('.fnds-p', { hasText: 'Đã biết, đã báo cáo' }).waitFor({ timeout: 15_000 });
  say(`  ${asked.length} requests for three changes`);
  holds(asked.length > 0 && asked.length <= 6, `${asked.length} requests`);
  await desk.context().close();
}

await tell('more without a network', kit, async () => {
  await part('docs', docs);
  await part('live', live);
  await part('inspect', inspect);
  await part('offline', offline);
});
