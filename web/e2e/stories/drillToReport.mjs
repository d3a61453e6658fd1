// A storm of this office comes again as a drill: its bulletins, one after the other, today's plans, an official in the
// village with a phone, the committee's board, the end; and then the report says who was never reached and where it stuck.
import { json, uuid7, within } from '../kit.mjs';

export const title = 'a drill replayed, to its report';

const [PLAN, ZONE, BULLETINS] = ['PA-23365-BA', 'NL-BA-01', 2];
const inDialog = (page) => page.locator('dialog[open]');

export async function story(kit) {
  const chair = await kit.person('chair', { account: 'chutich' });
  const api = {
    get: (path) => chair.request.get(`${kit.base}/api/v1${path}`).then(json),
    post: (path, data) => chair.request.post(`${kit.base}/api/v1${path}`, { data }).then(json),
    patch: (path, data) => chair.request.patch(`${kit.base}/api/v1${path}`, { data }).then(json),
  };
  const scene = { ...kit, chair, api };
  const real = await storm(scene);
  const drill = await replay({ ...scene, real });
  const work = await answer({ ...scene, drill, real });
  await end({ ...scene, drill, ...work });
  await report({ ...scene, drill, ...work });
}

async function storm({ step, holds, chair, api }) {
  step('the storm as it was: two bulletins, some seconds from one to the next, one event');
  const come = async () => (await api.get('/demo')).chains.find((chain) => chain.code === 'noru-2022').messages.filter((message) => message.published_at).length;
  for (let tries = 0; tries < 8 && await come() < BULLETINS; tries += 1) {
    await chair.waitForTimeout(4_000); // so far apart they come again
    await api.post('/demo/advance', {});
  }
  holds(await come() >= BULLETINS, `only ${await come()} bulletins of the storm came`);
  let real = null;
  for (let tries = 0; tries < 60 && !real; tries += 1) {
    const alerts = (await api.get('/alerts?limit=50')).items.filter((alert) => alert.identifier.startsWith('demo-noru'));
    real = alerts.length >= BULLETINS && (await api.get('/events')).items.find((event) => event.id === alerts[0].event_id);
    if (!real) await chair.waitForTimeout(500);
  }
  holds(real?.kind === 'real', 'the storm is no event');
  return real;
}

async function replay({ base, person, step, holds, look, chair, api, real }) {
  step('the chair has it told again as a drill, as fast as it came, and reads that nobody is called');
  await chair.goto(`${base}/dien-tap`);
  await chair.locator('input[value="past"]').check();
  await chair.locator('form select').first().selectOption(real.id);
  await chair.locator('input[value="1"]').check({ force: true });
  await look(chair, 'start-desk');
  await chair.locator('[data-act="check"]').click();
  const asked = await inDialog(chair).innerText();
  holds(asked.includes('DIỄN TẬP') && asked.includes('Không ai'), 'the answers do not say that nobody is called');
  await inDialog(chair).locator('[data-act="confirm"]').click();
  await chair.waitForURL(/\/dien-tap\/[0-9a-f-]+$/);
  const drill = (await api.get('/events')).items.find((event) => chair.url().endsWith(event.id));
  holds(drill?.kind === 'drill', 'no drill was opened');

  step('bulletin after bulletin comes, at the desk and on the official’s phone, without a reload');
  const phone = await person('phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/dien-tap/${drill.id}`);
  for (const page of [chair, phone]) await page.locator(`[data-messages="${BULLETINS}"][data-sent="${BULLETINS}"]`).waitFor({ timeout: within(150_000) });
  holds(await chair.locator('.drillmsgs li[data-state="sent"] a').count() === BULLETINS, 'a bulletin that came cannot be opened');
  await look(chair, 'run-desk');
  await look(phone, 'run-phone');
  await phone.context().close();
  return drill;
}

async function answer({ base, person, step, holds, look, chair, api, drill, real }) {
  step('today’s plans answer; the chair confirms one, and every screen of it says DIỄN TẬP');
  const activation = (await api.get(`/activations?event=${drill.id}`)).items.find((each) => each.plan.code === PLAN);
  holds(activation, `${PLAN} did not answer`);
  await chair.goto(`${base}/activations/${activation.id}`);
  await chair.locator('[data-act="review"]').click();
  holds((await inDialog(chair).innerText()).includes('DIỄN TẬP'), 'the confirmation does not say that it is a drill');
  await inDialog(chair).locator('[data-act="confirm"]').click();
  await inDialog(chair).waitFor({ state: 'detached' });
  const list = (await api.get(`/activations/${activation.id}/checklists`)).items.find((each) => each.zone.code === ZONE);
  holds(list, `${ZONE} has no checklist`);
  await chair.goto(`${base}/dot-thien-tai/${drill.id}?don-vi=23365`);
  await chair.locator('[data-figure="unknown"]').waitFor();
  holds((await chair.locator('#sentence').inputValue()).startsWith('DIỄN TẬP'), 'the sentence to copy passes for a real one');

  step('the official ticks, and moves a household, on the phone; the board follows');
  const phone = await person('phone', { account: 'ngoclinh', phone: true });
  const marked = (page) => page.locator(`.drillline[data-of-page="true"][data-drill="${drill.id}"]`).waitFor();
  await phone.goto(`${base}/checklists/${list.id}`);
  await marked(phone);
  const task = phone.locator('[data-task][data-state="open"]:not(:has([data-steps]))').first();
  await task.waitFor();
  const ticked = await task.getAttribute('data-task');
  await task.locator('.tick input').tap();
  await phone.locator(`[data-task="${ticked}"][data-state="done"]`).waitFor();
  await look(phone, 'checklist-phone');
  const { items } = await api.get(`/activations/${activation.id}/relocations?checklist=${list.id}&limit=200`);
  const [moved, refused, ...others] = items.filter((each) => each.code);
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${list.id}`);
  await marked(phone);
  await phone.locator(`[data-household="${moved.code}"]`).tap();
  for (const state of ['departed', 'arrived']) {
    await phone.locator(`[data-next="${state}"]`).first().tap();
    await inDialog(phone).locator('[data-act="counted"]').tap();
    await inDialog(phone).locator('[data-act="say"]').tap();
    await phone.locator(`article[data-relocation][data-state="${state}"]`).waitFor();
  }
  await chair.locator('[data-figure="evacuated"]', { hasText: `1 hộ/${moved.listed} khẩu` }).waitFor({ timeout: within(90_000) });

  step('the others by other phones; two households nobody reaches; the zone is reported cleared all the same');
  const said = (one, words) => ({ id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, relocation: { id: one.id, said: words } });
  const missed = others.slice(-2);
  await api.post('/sync', { device: 'may-dien-tap', operations: [said(refused, { state: 'refused', reason: 'Giữ trâu bò' }), ...others.slice(0, -2).map((one) => said(one, { state: 'departed', departed: one.listed }))] });
  await phone.goto(`${base}/checklists/${list.id}`);
  await phone.locator('[data-to="clearing"]').tap();
  await inDialog(phone).locator('[data-act="confirm"]').tap();
  await phone.locator('[data-zone-stage="clearing"]').waitFor();
  await phone.locator('[data-to="cleared"]').tap();
  await inDialog(phone).locator('textarea[name="remark"]').fill('Hai hộ không liên lạc được giao công an xã');
  await inDialog(phone).locator('[data-act="confirm"]').tap();
  await phone.locator('[data-zone-stage="cleared"]').waitFor();
  await look(chair, 'board-desk');

  step('the storm itself is called no drill, and nothing of the drill is counted in it');
  await chair.goto(`${base}/dot-thien-tai/${real.id}`);
  await chair.locator('[data-figure="evacuated"], .emptybox').first().waitFor();
  holds(await chair.locator('.drillline[data-of-page="true"]').count() === 0, 'the storm is called a drill');
  holds((await api.get(`/events/${real.id}/figures?unit=23365`)).total.evacuated.households === 0, 'the drill counts in the storm');
  return { activation, list, refused, missed };
}

async function end({ base, step, holds, chair, api, drill, activation }) {
  step('people are home again; the chair ends the drill');
  for (const { id } of (await api.get(`/activations/${activation.id}/checklists`)).items) {
    for (const to of ['return_allowed', 'returned']) {
      const { stage } = await api.get(`/checklists/${id}`);
      await api.patch(`/checklists/${id}/stage`, { from: stage, to, remark: 'Kết thúc diễn tập', criteria: to === 'return_allowed' ? (await api.get('/return-criteria')).items.map(({ code }) => ({ code, met: true })) : undefined });
    }
  }
  await chair.goto(`${base}/dien-tap/${drill.id}`);
  await chair.locator('[data-act="end-drill"]').click();
  await inDialog(chair).locator('[data-act="confirm"]').click();
  await inDialog(chair).waitFor({ state: 'detached' });
  await chair.locator('[data-act="end-drill"]').waitFor({ state: 'detached' });
  holds((await api.get(`/events/${drill.id}`)).closed_at !== null, 'the drill was not closed');
}

async function report({ base, person, step, holds, look, chair, api, drill, refused, missed }) {
  step('the report: never reached first, by code; who refused; the bottleneck in words; the times of each zone');
  await chair.locator('[data-act="review"]').click();
  await chair.locator('.reviewtable').first().waitFor();
  const review = await api.get(`/events/${drill.id}/review`);
  const households = review.rounds.reduce((sum, round) => sum + round.review.never_reached.length, 0);
  holds(households === missed.length, `the server counts ${households} never reached`);
  holds((await chair.locator('[data-figure="unreached"] dd').innerText()).startsWith(`${missed.length}/`), 'the never reached are counted otherwise');
  const codes = (await chair.locator('[data-missed="unreached"] .codes-of').allInnerTexts()).join(' ');
  for (const one of missed) holds(codes.includes(one.code), `${one.code} was never reached and is not there`);
  holds((await chair.locator('[data-missed="refused"]').innerText()).includes(refused.code), 'who refused is not there');
  holds((await chair.locator(`[data-bottleneck="${ZONE}"]`).innerText()).includes('Điểm nghẽn'), 'the bottleneck is not told in words');
  holds(await chair.locator('.minbar').count() > 0, 'there are no bars');
  await look(chair, 'report-desk');
  const paper = (await chair.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...paper.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)/g)].map(([, wide, high]) => `${wide}x${high}`);
  holds(sizes.length > 0 && sizes.every((size) => size === '841x594'), `the paper is not A4 landscape throughout: ${sizes}`);
  const phone = await person('report phone', { account: 'ngoclinh', phone: true });
  await phone.goto(chair.url());
  await phone.locator('.reviewtable').first().waitFor();
  await look(phone, 'report-phone');
  const english = await person('report en', { account: 'chutich', lang: 'en' });
  await english.goto(chair.url());
  await english.locator('.reviewtable').first().waitFor();
  holds((await english.locator('.drillline').innerText()).includes('DRILL'), 'the mark is not English');
  await look(english, 'report-en');
}
