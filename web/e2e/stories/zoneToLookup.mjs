// A zone is drawn in the draft of a plan, the plan goes through three people, and then anybody who stands there is told:
// before the approval the look-up must not know the zone, after it must.
import { json, within } from '../kit.mjs';

export const title = 'draw a zone, plan through approval by three people, look-up finds it';

const PLAN = 'PA-23365-SL';
const VILLAGE = 'Đăk Ví Dụ (minh hoạ)';
const CORNERS = [[0.62, 0.62], [0.78, 0.6], [0.8, 0.8], [0.66, 0.84]];

export async function story(kit) {
  const drawn = await draw(kit);
  await nobodyKnows({ ...kit, ...drawn });
  await approve({ ...kit, ...drawn });
  await everybodyKnows({ ...kit, ...drawn });
}

async function draw({ base, person, step, holds, look }) {
  step('the writer begins the next version of the plan and opens its zones');
  const writer = await person('writer', { account: 'bientap' });
  const api = (path) => writer.request.get(`${base}/api/v1${path}`).then(json);
  const plan = (await api('/plans?limit=100')).items.find((each) => each.code === PLAN);
  const address = `${base}/plans/${plan.id}`;
  await writer.goto(address);
  await writer.locator('[data-act="begin-version"]').click();
  await writer.waitForURL(/\/versions\/\d+$/);
  const n = Number(/\/versions\/(\d+)$/.exec(writer.url())[1]);
  await writer.locator('textarea').first().waitFor();

  step('draws a zone corner by corner; how large it is and whom it holds is told while it is drawn');
  await writer.goto(`${address}/versions/${n}/zones?new=1`);
  await writer.locator('.zdesk [data-map="idle"]').waitFor({ state: 'attached', timeout: within(90_000) });
  await writer.waitForTimeout(900); // the map comes to rest where it was sent
  const box = await writer.locator('.zdesk .mapframe').boundingBox();
  for (const [x, y] of CORNERS) {
    const at = [box.x + box.width * x, box.y + box.height * y];
    await writer.mouse.move(...at, { steps: 4 });
    await writer.mouse.click(...at);
    await writer.waitForTimeout(500); // two clicks close together are a double click
  }
  await writer.keyboard.press('Enter');
  await writer.locator('[data-figure="area"]').waitFor();
  holds(/\d.* ha/.test(await writer.locator('[data-figure="area"]').innerText()), `the area reads ${await writer.locator('[data-figure="area"]').innerText()}`);
  const code = 'NL-SL-71';
  for (const [field, words] of [['code', code], ['name', 'Sườn đồi sau trường học'], ['village', VILLAGE], ['destinations', 'NL-TRU-03'], ['route', 'Theo đường liên thôn, tránh ngầm tràn'], ['in_charge', 'Trưởng thôn A Thử (minh hoạ)']]) await writer.locator(`#zone-${field}`).fill(words);
  await look(writer, 'drawn-desk');
  await writer.locator('[data-act="save-zone"]').click();
  await writer.locator('.zlist-open').waitFor();
  const zone = (await api(`/plans/${plan.id}/versions/${n}/zones`)).features.find((each) => each.properties.code === code);
  holds(zone, 'the server does not have the zone');
  const corners = zone.geometry.coordinates[0].slice(0, -1);
  holds(corners.length === CORNERS.length, `the zone has ${corners.length} corners`);
  const mean = (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return { writer, api, plan, address, n, code, at: { longitude: mean(0), latitude: mean(1), accuracy: 18 } };
}

/** Somebody on a phone, without an account, at the place that was drawn. */
async function asks({ base, person, at }, name) {
  const phone = await person(name, { phone: true, options: { geolocation: at, permissions: ['geolocation'] } });
  await phone.goto(`${base}/tra-cuu`);
  await phone.locator('[data-act="here"]').tap();
  await phone.locator('.answer[data-zones]').waitFor();
  return phone;
}

async function nobodyKnows(kit) {
  kit.step('as long as it is a draft, who stands there and asks is told nothing of it');
  const phone = await asks(kit, 'before');
  kit.holds(await phone.locator(`[data-zone="${kit.code}"]`).count() === 0, 'a draft is told to the public');
  await phone.context().close();
}

const inDays = (days) => new Date(Date.now() + (7 * 60 + days * 1440) * 60_000).toISOString().slice(0, 10).split('-').reverse().join('/');

async function approve({ base, person, step, holds, look, writer, api, plan, address, n }) {
  const status = async () => (await api(`/plans/${plan.id}/versions/${n}`)).status;
  const version = `${address}/versions/${n}`;
  const take = async (page, act, fill = async () => {}) => {
    await page.locator(`[data-act="${act}"]:enabled`).click();
    await fill(page.locator('dialog'));
    await page.locator('dialog [data-act="confirm"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  };
  step('one: the writer submits it after checking the answers');
  await writer.goto(version);
  await take(writer, 'submit', async () => look(writer, 'submit-desk'));
  holds(await status() === 'submitted', `after submitting it is ${await status()}`);
  holds(await writer.locator('[data-act="approve"], [data-act="appraise"]').count() === 0, 'who wrote it may decide on it');

  step('two: the appraiser remarks on it, settles the remark, appraises');
  const appraiser = await person('appraiser', { account: 'thamdinh' });
  await appraiser.goto(version);
  await appraiser.getByRole('tab', { name: /Ý kiến/ }).click();
  await appraiser.locator('.sidebody textarea').fill('Ghi rõ điểm tập kết trước khi đi.');
  await appraiser.locator('.sidebody button[type="submit"]').click();
  await appraiser.locator('.talk li').first().waitFor();
  await appraiser.locator('[data-act="settle"]').click();
  await appraiser.locator('.talk li.settled').waitFor();
  await take(appraiser, 'appraise');
  holds(await status() === 'appraised', `after the appraisal it is ${await status()}`);
  await look(appraiser, 'appraised-desk');

  step('three: the chair approves it by a paper');
  const chair = await person('chair', { account: 'chutich' });
  await chair.goto(version);
  await take(chair, 'approve', async (sheet) => {
    const fields = sheet.locator('.paper input');
    for (const [i, words] of ['27/QĐ-UBND (minh hoạ)', inDays(0), 'Nguyễn Văn Thử (minh hoạ)', inDays(0)].entries()) await fields.nth(i).fill(words);
    await look(chair, 'approve-desk');
  });
  const { versions, in_force } = await api(`/plans/${plan.id}`);
  holds(versions.map((each) => each.status).join() === 'superseded,approved' && in_force !== null, `the versions are ${versions.map((each) => each.status)}`);
  await look(chair, 'approved-desk');
}

async function everybodyKnows(kit) {
  const { base, person, step, holds, look, code } = kit;
  step('now who stands there is told by one tap: the zone, and where to go');
  const phone = await asks(kit, 'after');
  await phone.locator(`[data-zone="${code}"]`).waitFor();
  holds(await phone.locator(`[data-zone="${code}"] .goto li, [data-zone="${code}"] section p`).count() > 0, 'the answer does not say where to go');
  holds((await phone.locator(`[data-zone="${code}"]`).innerText()).includes('Sườn đồi sau trường học'), 'the zone is not named');
  await look(phone, 'found-phone');

  step('and by the name of the village, typed without marks');
  const name = await person('by name', { phone: true });
  await name.goto(`${base}/tra-cuu`);
  await name.locator('[data-act="name"]').tap();
  await name.locator('[data-act="name"]').pressSequentially('dak vi du', { delay: 30 });
  await name.locator('[data-place="village"]').first().tap();
  await name.locator(`[data-zone="${code}"]`).waitFor();
  kit.saw();
}
