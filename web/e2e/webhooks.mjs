// Telling other systems on `ungpho demo`: a webhook is added with what is wrong said in the form, its key shown once; real
// messages arrive at a receiver here, signed, a drill marked; one that fails is told in plain words, sent at once, given up,
// sent again; a webhook is changed by two people, switched off and on, removed in two steps. On a desk and on a phone.
//   node e2e/webhooks.mjs PROGRAM [--shots DIR] [--dist DIST]
// A program, not an address: this machine must be named to it as one that may be told. What is given up takes a day; here the
// database is told so behind the program's back, where sqlite3 is installed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { begin, freePort, json, pause, tell } from './kit.mjs';

// The receiver: answers what it is told to, and keeps what it got.
const port = await freePort();
const receiver = { status: 204, got: [], server: null };
const listen = () => new Promise((done) => {
  receiver.server = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => { receiver.got.push({ headers: request.headers, body }); answer.writeHead(receiver.status, receiver.status === 302 ? { location: '/elsewhere' } : {}).end(); });
  }).listen(port, '127.0.0.1', done);
});
const deaf = () => new Promise((done) => { receiver.server.close(done); receiver.server.closeAllConnections(); });
await listen();
process.env.UNGPHO__WEBHOOKS__LOCAL_HOSTS = `["127.0.0.1:${port}"]`;

const kit = await begin({ answers: [401, 403, 404, 409, 412, 422] });
const { base, step, holds, look, person } = kit;
const PLACE = `http://127.0.0.1:${port}/tin`;
const HOOKS = `${base}/bao-he-thong-khac`;
const confirm = (page) => page.locator('dialog [data-act="confirm"]').click();
const said = (page) => page.locator('.toast.done').first().waitFor();

async function until(what, words) {
  for (let n = 0; n < 240; n += 1) {
    const found = await what();
    if (found) return found;
    await pause(250);
  }
  throw new Error(words);
}
/** Checks a signature as whoever receives it would. */
function verify(secret, { headers, body }) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const due = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest();
  const sent = Buffer.from(headers['webhook-signature'].replace('v1,', ''), 'base64');
  return due.length === sent.length && timingSafeEqual(due, sent);
}

await tell('webhooks', kit, async () => {
  const desk = await person('desk', { account: 'quantri' });
  const phone = await person('phone', { account: 'quantri', phone: true });
  const chair = await person('chair', { account: 'chutich' });
  const admin = async (path, options = {}) => json(await desk.context().request.fetch(`${base}/api/v1${path}`, options));
  let number = 20;
  const openEvent = async (kind) => { number += 1; return json(await chair.context().request.post(`${base}/api/v1/events`, { data: { name: { storm: { year: 2026, number } }, kind } })); };

  step('who may not: nobody, an official, the chair');
  const nobody = await person('nobody');
  await nobody.goto(HOOKS);
  await nobody.locator('a[href^="/sign-in?next="]').first().waitFor();
  await nobody.context().close();
  await chair.goto(HOOKS);
  await chair.locator('#main .emptybox').waitFor();
  holds(await chair.locator('[data-act="add"]').count() === 0, 'the chair may add a webhook');
  await chair.goto(`${base}/nguon-tin`);
  await chair.locator('[data-source]').first().waitFor();
  holds(await chair.locator('a[href="/bao-he-thong-khac"]').count() === 0, 'the chair is led to webhooks');

  step('beside the sources; nothing yet, and what to do first');
  await desk.goto(`${base}/nguon-tin`);
  await desk.locator('.intaketabs a[href="/bao-he-thong-khac"]').click();
  await desk.locator('[data-hooks="0"]').waitFor();
  await look(desk, 'empty-1440');
  await phone.goto(`${base}/about`);
  await phone.locator('.doorlist a[href="/bao-he-thong-khac"]').tap();
  await phone.locator('[data-hooks="0"]').waitFor();
  await look(phone, 'empty-360');
  await desk.goto(`${HOOKS}/da-gui`);
  await desk.locator('[data-deliveries="0"] a[href$="/them"]').waitFor();
  await look(desk, 'deliveries-empty-1440');

  step('the form says what is missing; every kind stands in it; the server refuses an address inside');
  await desk.goto(HOOKS);
  await desk.locator('[data-act="add"]').click();
  await desk.locator('#hook-name').waitFor();
  const { kinds } = await admin('/webhooks');
  const shown = await desk.locator('.kindbox input').evaluateAll((all) => all.map((each) => each.value));
  holds(shown.length === kinds.length && kinds.every((kind) => shown.includes(kind)), `${shown.length} of ${kinds.length} kinds`);
  await desk.locator('[data-act="save"]').click();
  await desk.locator('.errsum').waitFor();
  holds(await desk.locator('.errsum a').count() === 3, 'an empty form was not stopped');
  await look(desk, 'form-empty-1440');
  await desk.locator('.errsum a').last().click();
  holds(await desk.evaluate(() => document.activeElement?.id) === 'hook-kinds', 'the summary does not lead to the kinds');
  await desk.locator('#hook-name').fill('Trung tâm điều hành tỉnh');
  await desk.locator('#hook-url').fill('https://10.0.0.1/tin');
  await desk.locator('[data-group="response"] [data-act="group"]').click();
  holds(await desk.locator('[data-group="response"] input:checked').count() === 6, 'a group is not taken whole');
  await desk.locator('[data-group="response"] [data-act="group"]').click();
  await desk.locator('.kindbox input[value="event"]').check();
  await desk.locator('.kindbox input[value="plan"]').check();
  await desk.locator('[data-act="save"]').click();
  await desk.locator('#hook-url-error').waitFor();
  holds((await desk.locator('#hook-url-error').innerText()).includes('10.0.0.1'), 'the refusal does not stand at the address');
  await look(desk, 'form-refused-1440');

  step('added: the key is shown once, with what to do with it');
  await desk.locator('#hook-url').fill(PLACE);
  await desk.locator('[data-act="save"]').click();
  await desk.locator('[data-once="secret"]').waitFor();
  const secret = await desk.locator('[data-once="secret"] input').inputValue();
  holds(/^whsec_[\w+/]{40,}=*$/.test(secret), 'no key');
  await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.locator('[data-once="secret"] [data-act="copy"]').click();
  await desk.locator('[data-once="secret"] [role="status"]', { hasText: 'Đã sao chép' }).waitFor({ state: 'attached' });
  holds(await desk.evaluate(() => navigator.clipboard.readText()) === secret, 'the key was not copied');
  await look(desk, 'secret-1440');
  await desk.locator('[data-act="to-one"]').click();
  await desk.locator('[data-standing="none"]').waitFor();
  await desk.locator('[data-deliveries="0"]').waitFor();
  holds(!(await desk.content()).includes(secret.slice(6)), 'the key is shown again');
  await look(desk, 'one-new-1440');
  const one = desk.url();
  const id = one.split('/').at(-1);

  step('a real event and a drill arrive, signed; the drill is marked; the message is there for who asks');
  const real = await openEvent('real');
  const drill = await openEvent('drill');
  await until(() => receiver.got.length >= 2, 'nothing arrived');
  holds(receiver.got.every((request) => verify(secret, request)), 'a signature is wrong');
  const bodies = receiver.got.map((request) => JSON.parse(request.body).data);
  holds(bodies.find((data) => data.id === real.id)?.drill === false && bodies.find((data) => data.id === drill.id)?.drill === true, 'the drill is not told');
  await desk.locator('[data-delivery][data-state="delivered"]').nth(1).waitFor();
  await desk.locator('[data-standing="well"]').waitFor();
  const row = desk.locator('tbody tr', { has: desk.locator('.demo.drill') });
  holds(await row.count() === 1, 'not exactly one message is marked as a drill');
  await row.locator('details summary').first().click();
  await row.locator('pre', { hasText: '"drill": true' }).waitFor();
  await look(desk, 'one-delivered-1440');

  step('what fails is told in plain words and waits; it is sent at once where somebody asks');
  receiver.status = 500;
  await openEvent('real');
  await desk.locator('[data-delivery][data-state="pending"]').waitFor();
  await desk.locator('.trouble', { hasText: 'mã 500' }).waitFor();
  await desk.locator('[data-standing="trying"]').waitFor();
  await look(desk, 'one-trying-1440');
  await desk.goto(HOOKS);
  await desk.locator('[data-standing="trying"]').waitFor();
  await desk.locator('[data-pending="1"]').waitFor();
  await look(desk, 'list-trying-1440');
  await phone.goto(one);
  await phone.locator('[data-standing="trying"]').waitFor();
  await look(phone, 'one-trying-360');
  receiver.status = 302;
  await phone.locator('[data-act="now"]').tap();
  await phone.locator('.trouble', { hasText: 'mã 302' }).waitFor();
  await deaf();
  await phone.locator('[data-act="now"]').tap();
  await phone.locator('.trouble', { hasText: 'đóng kết nối' }).waitFor();
  await look(phone, 'one-closed-360');
  await listen();
  receiver.status = 204;
  await phone.locator('[data-act="now"]').tap();
  await phone.locator('[data-standing="well"]').waitFor();

  step('a name that leads inside is found out when it is sent, and said so');
  const inside = await admin('/webhooks', { method: 'POST', data: { name: 'Loa cảnh báo xã Ngọc Linh', url: `https://localhost:${port}/tin`, kinds } });
  await openEvent('real');
  await desk.goto(`${HOOKS}/${inside.id}`);
  await desk.locator('.trouble', { hasText: 'mạng nội bộ' }).first().waitFor();
  await desk.locator('.trouble + details summary').first().click();
  await look(desk, 'one-inside-1440');
  await desk.goto(HOOKS);
  await desk.locator(`[data-hook="${inside.id}"]`).waitFor();
  holds(await desk.locator('tbody tr').first().locator(`[data-hook="${inside.id}"]`).count() === 1, 'what is wrong does not come first');
  await look(desk, 'list-two-1440');
  await phone.goto(HOOKS);
  await phone.locator('[data-standing="trying"]').waitFor();
  await look(phone, 'list-360');
  await phone.goto(`${HOOKS}/them`);
  await phone.locator('#hook-name').waitFor();
  await phone.locator('[data-act="save"]').tap();
  await phone.locator('.errsum').waitFor();
  await look(phone, 'form-360');

  step('what was given up comes first, and is sent again under the same id');
  const given = await giveUp(inside.id, id);
  if (given) {
    await desk.goto(HOOKS);
    await desk.locator('[data-standing="givenUp"]').first().waitFor();
    await look(desk, 'list-given-up-1440');
    await desk.locator(`tr:has([data-hook="${id}"]) [data-dead] a`).click();
    await desk.waitForURL(/da-gui\?.*xem=thoi-gui/);
    await desk.locator('[data-deliveries="1"] [data-state="dead"]').waitFor();
    await look(desk, 'deliveries-dead-1440');
    await phone.goto(desk.url());
    await phone.locator('[data-deliveries="1"] [data-state="dead"]').waitFor();
    await look(phone, 'deliveries-dead-360');
    const before = receiver.got.filter((request) => request.headers['webhook-id'] === given).length;
    await desk.locator('[data-act="again"]').click();
    await said(desk);
    await until(() => receiver.got.filter((request) => request.headers['webhook-id'] === given).length === before + 1, 'it was not sent again');
    await desk.locator('[data-deliveries="0"]').waitFor();
    await look(desk, 'deliveries-none-dead-1440');
  } else console.log('  there is no sqlite3: nothing is given up');
  await desk.goto(`${HOOKS}/da-gui`);
  await desk.locator('[data-delivery]').first().waitFor();
  await desk.getByLabel('Tình trạng').selectOption('delivered');
  await desk.waitForURL(/xem=da-den/);
  await desk.locator('[data-delivery][data-state="delivered"]').first().waitFor();
  holds(await desk.locator('[data-delivery]:not([data-state="delivered"])').count() === 0, 'the filter lets others through');
  await look(desk, 'deliveries-1440');

  step('changed by two people: the second is told, and what was typed stays');
  await desk.goto(`${one}/sua`);
  await desk.locator('#hook-name').fill('Trung tâm điều hành thông minh');
  const held = (await admin('/webhooks')).items.find((each) => each.id === id);
  await admin(`/webhooks/${id}`, { method: 'PATCH', data: { kinds: ['alert', 'event', 'plan'] }, headers: { 'If-Match': held.etag } });
  // The stream has told the page meanwhile, or not yet: where it has, nothing stands in the way.
  await desk.locator('[data-act="save"]').click();
  await Promise.race([desk.waitForURL(one), desk.locator('form [role="alert"]').waitFor()]);
  if (desk.url() !== one) {
    holds(await desk.locator('#hook-name').inputValue() === 'Trung tâm điều hành thông minh', 'what was typed is gone');
    await pause(1_000);
    await desk.locator('[data-act="save"]').click();
    await desk.waitForURL(one);
  }
  await desk.locator('h2', { hasText: 'thông minh' }).waitFor();

  step('switched off it is told nothing, and says so; switched on it is');
  await desk.locator('[data-act="turn"]').click();
  await desk.locator('dialog[open]').waitFor();
  await look(desk, 'turn-off-1440');
  await confirm(desk);
  await desk.locator('[data-standing="off"]').waitFor();
  const before = receiver.got.length;
  await openEvent('real');
  await pause(3_000);
  holds(receiver.got.length === before, 'it was told while off');
  await look(desk, 'off-1440');
  await desk.locator('[data-act="turn"]').click();
  await confirm(desk);
  await desk.locator('[data-standing="well"]').waitFor();
  await openEvent('real');
  await until(() => receiver.got.length > before, 'it is not told since it was switched on');

  step('in English; removed in two steps, and in the log');
  const english = await person('english', { account: 'quantri', lang: 'en' });
  await english.goto(HOOKS);
  await english.locator('[data-hooks="2"]').waitFor();
  await look(english, 'list-en-1440');
  await english.goto(one);
  await english.locator('[data-delivery]').first().waitFor();
  await look(english, 'one-en-1440');
  await english.goto(`${one}/sua`);
  await english.locator('#hook-name').waitFor();
  await look(english, 'edit-en-1440');
  await english.context().close();
  await desk.goto(one);
  await desk.locator('[data-act="remove"]').click();
  await desk.locator('dialog[open]').waitFor();
  await look(desk, 'remove-1440');
  await confirm(desk);
  await desk.waitForURL(HOOKS);
  await desk.locator('[data-hooks="1"]').waitFor();
  await phone.goto(`${HOOKS}/${inside.id}`);
  await phone.locator('[data-act="remove"]').tap();
  await look(phone, 'remove-360');
  await confirm(phone);
  await phone.locator('[data-hooks="0"]').waitFor();
  await desk.goto(one);
  await desk.locator('#main .emptybox').waitFor();
  await desk.goto(`${base}/audit`);
  await desk.locator('.logtable td', { hasText: 'xóa đăng ký nhận tin' }).first().waitFor();
  receiver.server.close();
});

/** Marks the newest delivery of each as given up, a minute from now; the id of the last. */
async function giveUp(...hooks) {
  if (!kit.server.place || spawnSync('sqlite3', ['-version']).status !== 0) return null;
  const database = join(kit.server.place, 'data/demo/ungpho-demo.db');
  const sql = (text) => { const said = spawnSync('sqlite3', ['-cmd', '.timeout 10000', database, text], { encoding: 'utf8' }); if (said.status !== 0) throw new Error(said.stderr); return said.stdout.trim(); };
  const later = sql('SELECT max(made_at) FROM deliveries').replace(/:\d\d(?=[.Z]|$)/, ':59');
  let id = null;
  for (const hook of hooks) {
    id = sql(`SELECT id FROM deliveries WHERE webhook_id = '${hook}' ORDER BY id DESC LIMIT 1`);
    sql(`UPDATE deliveries SET state = 'dead', attempts = 11, next_at = NULL, last_status = 503, last_error = NULL, tried_at = '${later}' WHERE id = '${id}'`);
  }
  return id;
}
