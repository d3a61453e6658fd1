// A village moves while there is no network and no server: an official with a phone takes the commune's data along, the
// server is killed, all ten households of Đăk Nai are told, leave and arrive – thirty things said in two tabs, the pages
// opened again in between –, the server comes back, and everything has arrived once, at the committee's desk too.
import { json, within } from '../kit.mjs';

export const title = 'a village relocated offline, server killed, 30 edits, all arrived once';

const [PLAN, ZONE, VILLAGE] = ['PA-23365-BA', 'NL-BA-01', 'Đăk Nai'];
const HOUSEHOLDS = 10;
/** Of one household nobody was told beforehand, one refused at first; the rest were told. One task is ticked. */
const EDITS = 8 * 3 + 2 + 3 + 1;

export async function story(kit, program) {
  const scene = await begin(kit);
  const { phone, tab } = await bring({ ...kit, ...scene });
  await serverDies({ ...kit, ...scene, phone, tab, program });
  const told = await move({ ...kit, ...scene, phone, tab });
  await comeBack({ ...kit, ...scene, phone, tab, told, program });
  await leave({ ...kit, ...scene, phone });
}

async function begin({ base, person, step, holds }) {
  step('the chair confirms the storm plan; its zone has a list of tasks and of households');
  const chair = await person('chair', { account: 'chutich' });
  const api = (path) => chair.request.get(`${base}/api/v1${path}`).then(json);
  const find = async () => (await api('/activations?limit=100')).items.find((each) => each.plan.code === PLAN);
  await chair.goto(base);
  const advance = chair.locator('[data-act="advance"]');
  for (let tries = 0; tries < 6 && !(await find()); tries += 1) {
    await advance.click();
    for (let waits = 0; waits < 20 && !(await find()); waits += 1) await chair.waitForTimeout(500);
  }
  const activation = await find();
  holds(activation, `no proposal came for ${PLAN}`);
  await chair.goto(`${base}/activations/${activation.id}`);
  await chair.locator('[data-act="review"]').click();
  await chair.locator('dialog[open] [data-act="confirm"]').click();
  await chair.locator('dialog[open]').waitFor({ state: 'detached' });
  await chair.locator('[data-act="households"]').waitFor();
  const list = (await api(`/activations/${activation.id}/checklists`)).items.find((each) => each.zone.code === ZONE);
  holds(list, `${ZONE} has no checklist`);
  await chair.goto(`${base}/dot-thien-tai/${activation.event.id}?don-vi=23365`);
  await chair.locator('[data-figure="unknown"]').waitFor();
  return { chair, api, activation, list, households: `${base}/di-doi/${activation.id}?vung=${list.id}&thon=${encodeURIComponent(VILLAGE)}` };
}

async function bring({ base, person, watch, step, holds, look, list }) {
  step('the official signs in on a phone of 360 px and takes the commune’s data along');
  const phone = await person('phone', { phone: true });
  await phone.goto(`${base}/sign-in`);
  await phone.locator('[data-account="ngoclinh"]').tap();
  await phone.locator('[data-bring="offered"]').waitFor();
  await phone.locator('[data-act="bring"]').tap();
  await phone.locator('[data-bring="done"]').waitFor({ timeout: within(120_000) });
  await look(phone, 'brought');
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await phone.reload(); // the worker has the page from here
  holds(await phone.evaluate(() => navigator.serviceWorker.controller !== null), 'no worker stands behind the page');
  const tab = watch(await phone.context().newPage(), 'second tab');
  return { phone, tab, list };
}

async function serverDies({ base, step, holds, look, phone, tab, list, households, program }) {
  step('the server is killed; the lists open from the device, with the hour of their data');
  await program.kill();
  await phone.bringToFront(); // a tab behind another is drawn seldom
  await phone.goto(households);
  await phone.locator('[data-household]').first().waitFor();
  holds(await phone.locator(`[data-households="${HOUSEHOLDS}"]`).count() === 1, `the village does not show ${HOUSEHOLDS} households`);
  await phone.locator('.off').waitFor();
  holds(/Chờ gửi: 0 · dữ liệu lúc \d\d:\d\d/.test(await phone.locator('.off').innerText()), `the line says: ${await phone.locator('.off').innerText()}`);
  await look(phone, 'village-dead');
  await tab.bringToFront();
  await tab.goto(`${base}/checklists/${list.id}`);
  await tab.locator('[data-task]').first().waitFor();
  await phone.bringToFront();
}

/** Everything that is said of the village; household by household what, and how many arrived. */
async function move({ step, holds, look, phone, tab, households }) {
  step('all ten households are told, leave and arrive; one refused at first, of one nobody was told');
  await phone.goto(households);
  await phone.locator('[data-household]').nth(HOUSEHOLDS - 1).waitFor();
  const listed = new Map(await phone.locator('[data-household]').evaluateAll((rows) => rows.map((row) => [row.dataset.household, Number(/(\d+) khẩu/.exec(row.textContent)?.[1])])));
  const told = new Map();
  const sheet = phone.locator('dialog[open]');
  const say = async (code, state, { reason, fewer = false } = {}) => {
    await phone.locator(`[data-next="${state}"]`).first().tap();
    if (state !== 'notified') {
      await sheet.locator('[data-act="say"]').waitFor();
      if (reason) await sheet.locator('textarea[name="reason"]').fill(reason);
      if (['departed', 'arrived'].includes(state)) {
        if (state === 'departed') {
          await sheet.locator('input[value="shelter"]').check({ force: true });
          await sheet.locator('select[name="shelter"]').selectOption({ index: 1 });
        }
        await sheet.locator(fewer ? '[data-act="less"]' : '[data-act="counted"]').tap();
        told.get(code).people = Number(await sheet.locator('[data-people]').getAttribute('data-people'));
      }
      await sheet.locator('[data-act="say"]').tap();
      await sheet.waitFor({ state: 'detached' });
    }
    await phone.locator(`article[data-relocation][data-state="${state}"]`).waitFor();
    told.get(code).said.push(state);
  };
  const open = async (code) => {
    if (!told.has(code)) told.set(code, { said: [], people: 0 });
    await phone.locator(`[data-household="${code}"]`).tap();
    await phone.locator('article[data-relocation]').waitFor();
  };
  const back = async () => { await phone.locator('.backlink').tap(); await phone.locator('[data-household]').first().waitFor(); };
  const [unready, refusing, ...rest] = listed.keys();
  const short = rest.find((code) => listed.get(code) > 2);
  // In the morning everybody is told; one will not go.
  for (const code of rest) { await open(code); await say(code, 'notified'); await back(); }
  await open(refusing);
  await say(refusing, 'refused', { reason: 'Giữ trâu bò, chưa tin là nguy hiểm' });
  await back();
  await look(phone, 'told');

  step('both tabs are opened again while the server is dead: nothing is forgotten');
  await phone.reload();
  await phone.locator(`[data-household="${refusing}"][data-state="refused"]`).waitFor();
  holds(await phone.locator('[data-household][data-state="notified"]').count() === rest.length, 'who was told is not shown as told');
  await tab.bringToFront();
  await tab.reload();
  await tab.locator('.outbox[data-waiting="9"]').waitFor({ state: 'attached' });
  const task = tab.locator('[data-task][data-state="open"]:not(:has([data-steps]))').first();
  await task.waitFor();
  const ticked = await task.getAttribute('data-task');
  await task.locator('.tick input').tap();
  await tab.locator(`[data-task="${ticked}"][data-state="done"]`).waitFor();
  await phone.bringToFront();

  step('everybody leaves and arrives, counted at both ends; of one household one stays behind');
  for (const code of [...rest, unready, refusing]) {
    await open(code);
    await say(code, 'departed');
    await say(code, 'arrived', { fewer: code === short });
    if (code === short) await look(phone, 'household-dead');
    await back();
  }
  await phone.reload();
  await phone.locator('[data-household][data-state="arrived"]').nth(HOUSEHOLDS - 1).waitFor();
  for (const page of [phone, tab]) await page.locator(`.outbox[data-waiting="${EDITS}"]`).waitFor({ state: 'attached' });
  holds((await phone.locator('.off').innerText()).includes(`Chờ gửi: ${EDITS} · dữ liệu lúc`), `the line says: ${await phone.locator('.off').innerText()}`);
  await look(phone, 'thirty-wait');
  return { households: told, ticked, short };
}

async function comeBack({ base, step, holds, look, chair, api, activation, list, phone, tab, told, program }) {
  step('the server comes back on what it left; the phone sends by itself');
  await program.start('--keep');
  for (const page of [phone, tab]) await page.locator('.outbox[data-waiting="0"]').waitFor({ state: 'attached', timeout: within(120_000) });
  await look(phone, 'all-sent');

  step('everything has arrived, once, in the order in which it was said');
  const records = (await api(`/activations/${activation.id}/relocations?checklist=${list.id}&limit=500`)).items;
  let people = 0;
  for (const [code, { said, people: arrived }] of told.households) {
    const record = await api(`/relocations/${records.find((each) => each.code === code).id}`);
    const heard = record.reports.map((report) => report.said.state);
    holds(heard.join() === said.join(), `${code}: said ${said}, the server heard ${heard}`);
    holds(record.state === 'arrived' && record.arrived === arrived, `${code}: ${record.state}, ${record.arrived} of ${arrived} arrived`);
    people += arrived;
  }
  const { tasks } = await api(`/checklists/${list.id}`);
  holds(tasks.filter((each) => each.state === 'done').map((each) => each.id).join() === told.ticked, 'the tick has not arrived, or others have');

  step('the committee’s board, open all the while, counts the village as out');
  const figures = await api(`/events/${activation.event.id}/figures?unit=23365`);
  holds(figures.total.evacuated.households === HOUSEHOLDS && figures.total.evacuated.people === people, `the server counts ${JSON.stringify(figures.total.evacuated)}, not ${HOUSEHOLDS} households and ${people} people`);
  await chair.bringToFront();
  await chair.locator('[data-figure="evacuated"]', { hasText: `${HOUSEHOLDS} hộ/${people} khẩu` }).waitFor({ timeout: within(90_000) });
  await look(chair, 'board-desk');

  step('the difference of one person waits for an explanation, and is explained');
  await phone.bringToFront();
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${list.id}`);
  await phone.locator(`[data-household="${told.short}"]`).tap();
  await phone.locator('textarea[name="why"]').fill('1 người ở lại trông trâu');
  await phone.locator('[data-act="explain"]').tap();
  await phone.locator('[data-difference="explained"]').waitFor();
}

async function leave({ step, holds, phone }) {
  step('signing out leaves nothing of the commune on the phone');
  await phone.locator('.outbox[data-waiting="0"]').waitFor({ state: 'attached' });
  await phone.locator('.user button').last().tap();
  const kept = () => phone.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('ungpho-kept');
    asked.onsuccess = () => { const all = asked.result.transaction('answers').objectStore('answers').getAllKeys(); all.onsuccess = () => { asked.result.close(); done(all.result); }; };
  }));
  let left = await kept();
  for (let tries = 0; tries < 40 && left.length > 0; tries += 1) { await phone.waitForTimeout(250); left = await kept(); }
  holds(left.length === 0, `left on the phone: ${left.join(', ')}`);
}
