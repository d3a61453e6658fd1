// The parts of a task as a commune uses them: steps ticked one by one, a person named and late by name, photos scaled
// down and taken out by marking; on a phone of 360 px, on a desk of 1440 px, in Vietnamese and in English.
//   node e2e/tasks.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, json, tell } from './kit.mjs';

const kit = await begin();
const { base, browser, step, holds } = kit;
const person = (name, account, more = {}) => kit.person(name, { account, ...more });
const look = (page, name, on = page.locator('body')) => kit.look(page, name, { on });

async function scene() {
  step('the chair confirms a proposal');
  const chair = await person('chair', 'chutich');
  const api = (path) => chair.request.get(`${base}/api/v1${path}`).then(json);
  const find = async () => (await api('/activations?limit=100')).items.find((each) => each.plan.code === 'PA-23365-SL');
  await chair.goto(`${base}/`);
  for (let tries = 0; tries < 3 && !(await find()); tries += 1) { await chair.locator('[data-act="advance"]').click(); await chair.waitForTimeout(1_500); }
  const activation = await find();
  holds(activation, 'no proposal came for the plan');
  if (activation.status === 'proposed') await json(await chair.request.post(`${base}/api/v1/activations/${activation.id}/confirm`, { data: {}, headers: { 'If-Match': activation.etag } }));
  const lists = (await api(`/activations/${activation.id}/checklists`)).items;
  return { chair, activation, list: lists[0].id };
}

async function steps({ list }) {
  step('steps on a phone: ticked, counted, added; the task is not done in silence over open ones');
  const phone = await person('phone', 'ngoclinh', { phone: true });
  const { tasks } = await phone.request.get(`${base}/api/v1/checklists/${list}`).then(json);
  const chosen = tasks.find((each) => each.steps_total >= 3);
  await phone.goto(`${base}/checklists/${list}`);
  const task = phone.locator(`[data-task="${chosen.id}"]`);
  const progress = (words) => task.locator(`[data-steps="${words}"]`).waitFor();
  await progress(`0/${chosen.steps_total}`);
  holds((await task.locator('.steps-h').innerText()).includes(`0/${chosen.steps_total} bước`), 'the steps are not counted in words');
  await task.locator('.steps-h').tap();
  holds((await task.locator('.steps-l label').first().boundingBox()).height >= 44, 'a step is too small for a thumb');
  await task.locator('.steps-l input').first().tap();
  await progress(`1/${chosen.steps_total}`);
  await task.locator('[data-step][data-done="true"] .steps-w').waitFor();
  await look(phone, 'steps-phone', task);
  await task.locator('.steps-a input').fill('Báo điểm trường Đăk Na');
  await task.locator('.steps-a button').tap();
  await progress(`1/${chosen.steps_total + 1}`);
  await task.locator('.tick').tap();
  const sheet = phone.locator('dialog[open]');
  await sheet.locator(`[data-left="${chosen.steps_total}"]`).waitFor();
  await sheet.locator('button[type="submit"]').tap();
  holds(await sheet.locator('.errmsg').count() === 1, 'done over open steps is taken without a word');
  await look(phone, 'steps-left-phone', sheet);
  await sheet.locator('textarea').fill('Đã nhờ già làng báo thay');
  await sheet.locator('button[type="submit"]').tap();
  await phone.locator(`[data-task="${chosen.id}"][data-state="done"]`).waitFor();
  await progress(`1/${chosen.steps_total + 1}`);
  await phone.reload();
  await phone.locator(`[data-task="${chosen.id}"][data-state="done"]`).waitFor();
  return { phone };
}

async function named({ list, phone }) {
  step('a person is named; who is late is called by name and in red');
  const { tasks } = await phone.request.get(`${base}/api/v1/checklists/${list}`).then(json);
  const chosen = tasks.find((each) => each.state === 'open' && each.due_at);
  const task = phone.locator(`[data-task="${chosen.id}"]`);
  await task.locator('.more').tap();
  await look(phone, 'options-phone', task);
  await task.locator('[data-act="person"]').tap();
  const sheet = phone.locator('dialog[open]');
  await sheet.locator('[data-act="name-person"]').tap();
  holds(await sheet.locator('.errmsg').count() === 1, 'nobody is taken for a name');
  await sheet.locator('input[name="name"]').fill('A Thuận (minh hoạ)');
  await sheet.locator('input[name="phone"]').fill('0905 000 111');
  await look(phone, 'person-phone', sheet);
  await sheet.locator('[data-act="name-person"]').tap();
  await task.locator('[data-who="A Thuận (minh hoạ)"] a[href="tel:0905000111"]').waitFor();
  // Nobody waits an hour: the page is told that the task was due twelve minutes ago.
  const sooner = async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const due_at = new Date(Date.now() - 12.5 * 60_000).toISOString();
    await route.fulfill({ response: answer, json: { ...body, tasks: body.tasks.map((each) => (each.id === chosen.id ? { ...each, due_at } : each)) } });
  };
  await phone.route(`**/api/v1/checklists/${list}`, sooner);
  await phone.reload();
  await phone.locator(`.task.late[data-task="${chosen.id}"] b.latew`).waitFor();
  holds((await phone.locator('[data-late]').first().innerText()).includes('A Thuận (minh hoạ) ('), 'who is late is not called by name and role');
  holds((await task.innerText()).includes('quá hạn 12 phút'), 'how late is not said');
  await look(phone, 'late-phone', phone.locator('[data-late]').first());
  await look(phone, 'late-task-phone', task);
  await phone.unroute(`**/api/v1/checklists/${list}`, sooner);
  return { chosen };
}

/** A picture larger than what is sent. */
const painted = (page, hue) => page.evaluate(async (colour) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
  const pen = canvas.getContext('2d');
  pen.fillStyle = `hsl(${colour} 60% 45%)`;
  pen.fillRect(0, 0, 2400, 1800);
  pen.fillStyle = 'white';
  pen.font = '220px sans-serif';
  pen.fillText('Đường vào thôn', 200, 950);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  return [...new Uint8Array(await blob.arrayBuffer())];
}, hue).then((bytes) => Buffer.from(bytes));

async function photos({ list, phone, chosen }) {
  step('photos: scaled down, sent, shown small and large; taken out for a reason; what is no picture is refused in words');
  const task = phone.locator(`[data-task="${chosen.id}"]`);
  await phone.goto(`${base}/checklists/${list}`);
  await task.locator('.more').tap();
  const files = [];
  for (const hue of [120, 220]) files.push({ name: `anh-${hue}.png`, mimeType: 'image/png', buffer: await painted(phone, hue) });
  await task.locator('input[type="file"]').setInputFiles(files);
  await task.locator('[data-photos="2"] [data-photo]').nth(1).waitFor();
  await phone.waitForFunction((id) => [...document.querySelectorAll(`[data-task="${id}"] .thumb img`)].every((img) => img.naturalWidth === 1600 && img.naturalHeight === 1200), chosen.id);
  const kept = (await phone.request.get(`${base}/api/v1/checklists/${list}`).then(json)).tasks.find((each) => each.id === chosen.id).photos;
  holds(kept.length === 2 && kept.every((each) => each.media_type === 'image/jpeg' && each.width === 1600), 'the photos were not scaled down');
  await look(phone, 'photos-phone', task.locator('.photos'));
  await task.locator('.more').tap();
  await task.locator('input[type="file"]').setInputFiles([{ name: 'giay.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') }]);
  await phone.locator('.toast', { hasText: 'giay.png' }).waitFor();
  await task.locator('[data-photo]').first().tap();
  const sheet = phone.locator('dialog[open]');
  await look(phone, 'photo-large-phone', sheet);
  await sheet.locator('[data-act="remove-photo"]').tap();
  await sheet.locator('[data-act="remove-photo-now"]').tap();
  holds(await sheet.locator('.errmsg').count() === 1, 'a photo is taken out without a reason');
  await sheet.locator('textarea[name="remark"]').fill('chụp nhầm nhà');
  await sheet.locator('[data-act="remove-photo-now"]').tap();
  await task.locator('[data-removed]').waitFor();
  await task.locator('[data-photos="1"]').waitFor();
  await look(phone, 'photo-removed-phone', task.locator('.photos'));
  step('a photo that does not get through waits, and is sent again under the same id');
  await phone.context().route('**/photos/**', (route) => route.abort());
  await task.locator('.more').tap();
  await task.locator('input[type="file"]').setInputFiles([files[0]]);
  await task.locator('[data-sending] button').waitFor();
  await look(phone, 'photo-waits-phone', task.locator('[data-sending]'));
  await phone.context().unroute('**/photos/**');
  await task.locator('[data-sending] button').tap();
  await task.locator('[data-photos="2"]').waitFor();
  const nobody = await browser.newContext();
  holds((await nobody.request.get(`${base}/api/v1/task-photos/${kept[0].id}`)).status() === 401, 'a photo is shown to nobody in particular');
  await nobody.close();
}

async function desk({ list, activation, chosen }) {
  step('the same on a desk, in Vietnamese and in English, and in the plan');
  const desk = await person('desk', 'ngoclinh');
  await desk.goto(`${base}/checklists/${list}`);
  await desk.locator(`[data-task="${chosen.id}"] [data-photos="2"]`).waitFor();
  await look(desk, 'checklist-desk', desk.locator(`[data-task="${chosen.id}"]`));
  await desk.goto(`${base}/activations/${activation.id}`);
  await desk.locator(`[data-checklist="${list}"]`).first().waitFor();
  await look(desk, 'activation-desk', desk.locator(`[data-checklist="${list}"]`));
  const english = await person('english', 'ngoclinh', { lang: 'en' });
  await english.goto(`${base}/checklists/${list}`);
  const task = english.locator(`[data-task="${chosen.id}"]`);
  await task.waitFor();
  await task.locator('.more').click();
  await look(english, 'checklist-english', task);
}

await tell('tasks', kit, async () => {
  const set = await scene();
  const { phone } = await steps(set);
  const { chosen } = await named({ ...set, phone });
  await photos({ ...set, phone, chosen });
  await desk({ ...set, chosen });
});
