// Work without a network in all its kinds: a phone takes its commune's data along, the server dies, thirty things are said
// in two tabs – households, ticks, steps, a photo –, the page is opened again meanwhile, the server comes back, and
// everything has arrived once; somebody else's word stands beside the own one until a person chooses; signing out leaves
// nothing; a new version waits to be taken. The move of a whole village is told in stories/villageOffline.mjs.
//   node e2e/offline.mjs PROGRAM [--shots DIR] [--dist DIST]
// The pages come from `vite preview` of the built app (npm run build), so that a new version of it can be laid beside.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, json, open, startPages, startProgram, tell } from './kit.mjs';

const place = mkdtempSync(join(tmpdir(), 'ungpho-offline-'));
const dist = join(place, 'dist');
cpSync(asked.after('--dist') ?? new URL('../dist', import.meta.url), dist, { recursive: true });
const program = await startProgram(asked.plain[0]);
const pages = await startPages(program.base, dist);
const [server, base] = [program.base, pages.base];
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const kit = { ...await open({ base }), server: { end: async () => { await pages.end(); await program.end(); } } };
const { browser, step, holds, look, say, watch } = kit;
const waits = (page, n, timeout = 20_000) => page.locator(`.outbox[data-waiting="${n}"]`).waitFor({ state: 'attached', timeout });


await tell('offline', kit, async () => {
  step('the chair confirms; the commune has a list of tasks and of households');
  const accounts = (await fetch(`${server}/api/v1/meta`).then((answer) => answer.json())).demo_accounts;
  const signedIn = async (find) => {
    const context = await browser.newContext();
    const { name, password } = accounts.find(find);
    await json(await context.request.post(`${server}/api/v1/session`, { data: { name, password } }));
    return context.request;
  };
  const chair = await signedIn((each) => each.role === 'approver');
  const api = (path) => chair.get(`${server}/api/v1${path}`).then(json);
  const find = async () => (await api('/activations?limit=100')).items.find((each) => each.plan.code === 'PA-23365-SL');
  for (let tries = 0; tries < 4 && !(await find()); tries += 1) { await chair.post(`${server}/api/v1/demo/advance`, { data: {} }); await new Promise((done) => setTimeout(done, 1_500)); }
  let activation = await find();
  holds(activation, 'no proposal came for the plan');
  if (activation.status === 'proposed') await json(await chair.post(`${server}/api/v1/activations/${activation.id}/confirm`, { data: { stage: 'ordered' }, headers: { 'If-Match': activation.etag, 'Idempotency-Key': 'offline-story' } }));
  activation = await find();
  holds(activation.status === 'active', 'the response does not run');
  const list = (await api(`/activations/${activation.id}/checklists`)).items[0];

  step('an official signs in on a phone and takes the commune’s data along');
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', hasTouch: true, isMobile: true });
  const phone = watch(await context.newPage(), 'phone');
  await phone.goto(`${base}/sign-in`);
  await phone.locator('[data-account="ngoclinh"]').tap();
  await phone.locator('[data-bring="offered"]').waitFor();
  await look(phone, 'bring-offered');
  await phone.locator('[data-act="bring"]').tap();
  await phone.locator('[data-bring="done"]').waitFor({ timeout: 90_000 });
  await look(phone, 'brought');
  say(`  ${await phone.locator('[data-bring="done"]').innerText()}`);
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await phone.reload(); // the worker has the page from here
  holds(await phone.evaluate(() => navigator.serviceWorker.controller !== null), 'no worker stands behind the page');

  step('a server that holds its answers back: who is known to the phone is not kept waiting');
  await phone.goto(`${base}/checklists/${list.id}`);
  await phone.locator('[data-task]').first().waitFor();
  await phone.waitForTimeout(2_000); // what was read is kept
  const slow = watch(await context.newPage(), 'unanswered');
  const unanswered = [];
  await slow.route('**/api/**', (route) => { unanswered.push(route); });
  await slow.goto(`${base}/checklists/${list.id}`);
  await slow.locator('[data-task] .tick:not([disabled])').first().waitFor();
  holds(unanswered.some((route) => route.request().url().endsWith('/session')) && unanswered.some((route) => route.request().url().includes('/checklists/')), 'who is here, and the list, were not asked for meanwhile');
  await slow.close();

  step('the server dies; both lists open from the device, with the hour of their data');
  await pages.kill();
  await program.kill();
  const households = `${base}/di-doi/${activation.id}?vung=${list.id}`;
  let began = Date.now();
  await phone.goto(households);
  await phone.locator('[data-household]').first().waitFor();
  say(`  households after ${Date.now() - began} ms`);
  const tab = watch(await context.newPage(), 'second tab');
  began = Date.now();
  await tab.goto(`${base}/checklists/${list.id}`);
  await tab.locator('[data-task]').first().waitFor();
  say(`  checklist after ${Date.now() - began} ms`);
  await phone.locator('.off').waitFor();
  holds(/Chờ gửi: 0 · dữ liệu lúc \d\d:\d\d/.test(await phone.locator('.off').innerText()), `the line says: ${await phone.locator('.off').innerText()}`);

  step('thirty things are said: 17 households, 8 ticks, 2 steps added and ticked, a photo');
  const told = [];
  const tell = async (n) => {
    await phone.bringToFront(); // a tab behind another is drawn seldom
    await phone.goto(households);
    for (let i = 0; i < n; i += 1) {
      await phone.locator('[data-household][data-state="unknown"]').first().waitFor();
      const row = phone.locator('[data-household][data-state="unknown"]').first();
      const began = Date.now();
      told.push(await row.getAttribute('data-household'));
      await row.tap();
      await phone.locator('[data-next="notified"]').tap();
      await phone.locator('article[data-relocation][data-state="notified"]').waitFor();
      if (process.env.SLOW) say(`  ${told.at(-1)} ${Date.now() - began} ms`);
      if (i + 1 < n) await phone.locator('.backlink').tap();
    }
  };
  await tell(9);
  await look(phone, 'household-dead');
  await tab.bringToFront();
  const plain = await tab.locator('[data-task][data-state="open"]').evaluateAll((rows) => rows.filter((row) => !row.querySelector('[data-steps]')).map((row) => row.dataset.task));
  holds(plain.length >= 9, `only ${plain.length} tasks without steps are open`);
  const ticked = plain.slice(0, 8);
  for (const id of ticked) {
    await tab.locator(`[data-task="${id}"] > .tick input`).tap();
    await tab.locator(`[data-task="${id}"][data-state="done"]`).waitFor();
  }
  const stepped = plain[8];
  const row = tab.locator(`[data-task="${stepped}"]`);
  for (const title of ['Đưa bò lên đồi', 'Khoá van nước']) {
    await row.locator('.more').tap();
    await row.locator('[data-act="add-step"]').tap();
    await row.locator('.steps-a input').fill(title);
    await row.locator('.steps-a button').tap();
    await row.locator('[data-step]', { hasText: title }).waitFor({ state: 'attached' });
  }
  await row.locator('.steps-h[aria-expanded="false"]').tap();
  for (const box of await row.locator('[data-step] input').all()) { await box.tap(); await tab.waitForTimeout(100); }
  await row.locator('[data-steps="2/2"]').or(tab.locator(`[data-task="${stepped}"] [data-steps="2/2"]`)).first().waitFor();
  const picture = Buffer.from(await tab.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 });
    const pen = canvas.getContext('2d');
    for (let i = 0; i < 60; i += 1) { pen.fillStyle = `hsl(${i * 6} 60% 50%)`; pen.fillRect(i * 15, (i * 37) % 500, 40, 90); }
    return [...new Uint8Array(await (await new Promise((done) => canvas.toBlob(done, 'image/jpeg'))).arrayBuffer())];
  }));
  await row.locator('.more').tap();
  await row.locator('input[type="file"]').setInputFiles({ name: 'suoi.jpg', mimeType: 'image/jpeg', buffer: picture });
  await row.locator('[data-sending]').waitFor();
  await look(tab, 'checklist-dead');

  step('both tabs are opened again while the server is dead: nothing is forgotten');
  await tab.bringToFront();
  await tab.reload();
  await tab.locator(`[data-task="${ticked[0]}"][data-state="done"]`).waitFor();
  await tell(8);
  holds(told.length === 17 && new Set(told).size === 17, 'a household was told twice');
  await phone.reload();
  for (const page of [phone, tab]) await waits(page, 30);
  holds((await phone.locator('.off').innerText()).includes('Chờ gửi: 30 · dữ liệu lúc'), `the line says: ${await phone.locator('.off').innerText()}`);
  await look(phone, 'thirty-wait');

  step('the server comes back; somebody else had ticked one of the tasks meanwhile');
  await program.start('--keep');
  const desk = await signedIn((each) => each.name === 'chutich');
  const taskNow = async (id) => (await json(await desk.get(`${server}/api/v1/checklists/${list.id}`))).tasks.find((task) => task.id === id);
  const theirs = await taskNow(ticked[0]);
  await json(await desk.patch(`${server}/api/v1/tasks/${theirs.id}`, { data: { state: 'not_applicable', remark: 'Không còn hộ nào ở đây' }, headers: { 'If-Match': theirs.etag } }));
  await pages.start();
  for (const page of [phone, tab]) await waits(page, 0, 60_000);

  step('everything has arrived, once');
  const official = await signedIn((each) => each.name === 'ngoclinh');
  const get = (path) => official.get(`${server}/api/v1${path}`).then(json);
  const records = (await get(`/activations/${activation.id}/relocations?checklist=${list.id}&limit=500`)).items;
  for (const code of told) {
    const record = await get(`/relocations/${records.find((each) => each.code === code).id}`);
    holds(record.state === 'notified' && record.reports.length === 1, `${code}: ${record.state}, ${record.reports.length} reports`);
  }
  const tasks = (await get(`/checklists/${list.id}`)).tasks;
  for (const id of ticked.slice(1)) holds(tasks.find((task) => task.id === id).state === 'done', `a tick has not arrived: ${id}`);
  holds(tasks.find((task) => task.id === ticked[0]).state === 'not_applicable', 'the later word does not stand');
  const parts = tasks.find((task) => task.id === stepped);
  holds(parts.steps.length === 2 && parts.steps.every((each) => each.done), `steps: ${JSON.stringify(parts.steps.map((each) => [each.title, each.done]))}`);
  holds(parts.photos.length === 1, `${parts.photos.length} photos`);

  step('the two words on the one task stand side by side, and a person chooses');
  await tab.bringToFront();
  await tab.locator('[data-contested]').waitFor();
  holds(await tab.locator('[data-contested]').count() === 1, 'more than the one is contested');
  holds(await tab.locator('.bothsides li').count() === 2, 'they do not stand side by side');
  await tab.evaluate(() => scrollTo(0, 0));
  await look(tab, 'contested');
  await tab.locator('[data-act="take-side"]').first().tap(); // the own word, anew
  await tab.locator('[data-contested]').waitFor({ state: 'detached' });
  await tab.waitForTimeout(2_500);
  await waits(tab, 0);
  holds((await taskNow(ticked[0])).state === 'done', 'the choice has not arrived');
  await phone.locator('[data-contested]').waitFor({ state: 'detached' });

  step('a new version is announced and taken when a person wants it');
  await phone.bringToFront();
  const text = readFileSync(join(dist, 'sw.js'), 'utf8');
  const build = /ungpho-shell-.{0,40}?[`'"]([0-9a-f]{4,8})[`'"]/.exec(text)?.[1];
  holds(build, 'the worker names no build');
  writeFileSync(join(dist, 'sw.js'), text.replaceAll(build, 'feed0000'));
  await phone.evaluate(() => navigator.serviceWorker.getRegistration('/').then((registration) => registration.update()).then(() => true));
  await phone.locator('[data-act="take-update"]').waitFor();
  await phone.evaluate(() => scrollTo(0, 0));
  await look(phone, 'update');
  await Promise.all([phone.waitForEvent('load'), phone.locator('[data-act="take-update"]').tap()]);
  await phone.locator('[data-household], article[data-relocation]').first().waitFor();
  holds((await phone.evaluate(() => caches.keys())).includes('ungpho-shell-feed0000'), 'the new version is not kept');
  await tab.locator('[data-act="take-update"]').waitFor();

  step('signing out leaves nothing of the commune on the phone');
  await phone.locator('.user button').last().tap();
  await phone.waitForTimeout(1_500);
  const left = await phone.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('ungpho-kept');
    asked.onsuccess = () => { const all = asked.result.transaction('answers').objectStore('answers').getAllKeys(); all.onsuccess = () => done(all.result); };
  }));
  holds(left.length === 0, `left on the phone: ${left.join(', ')}`);
});
