// A drill, from its choice to its end: a past storm comes again faster, every screen says DIỄN TẬP, today's plans answer,
// and looking back tells who was never reached and where it stuck, on the screen and on paper.
//   node e2e/drills.mjs PROGRAM|ADDRESS [--shots DIR]
import { json, script, uuid7 } from './kit.mjs';

const inDialog = (page) => page.locator('dialog[open]');

async function story(kit) {
  const chair = await kit.person('chair', { role: 'approver' });
  const api = {
    get: (path) => chair.request.get(`${kit.base}/api/v1${path}`).then(json),
    post: (path, data, headers = {}) => chair.request.post(`${kit.base}/api/v1${path}`, { data, headers }).then(json),
    patch: (path, data) => chair.request.patch(`${kit.base}/api/v1${path}`, { data }).then(json),
  };
  const drill = await starting({ ...kit, chair, api });
  const activation = await marking({ ...kit, chair, api, drill });
  await lookingBack({ ...kit, chair, api, drill, activation });
  await ending({ ...kit, chair, api, drill, activation });
}

async function starting({ base, person, step, holds, look, chair, api }) {
  step('a drill is chosen: what is missing is said, a speed is told in words, the answers are checked');
  await chair.goto(`${base}/dot-thien-tai`);
  await chair.locator('[data-act="drills"]').click();
  await chair.locator('[data-act="check"]').click();
  await chair.locator('.errsum').waitFor();
  await look(chair, 'drill-faults-desk');
  await chair.locator('input[value="noru-2022"]').check();
  await chair.locator('input[value="other"]').check({ force: true });
  await chair.locator('#drill-speed').fill('90');
  await chair.locator('[data-act="check"]').click();
  holds(await chair.locator('#drill-speed-error').isVisible(), 'a speed of 90 is taken');
  await chair.locator('#drill-speed').fill('7,5');
  holds((await chair.locator('.speedmeans').innerText()).includes('6 giờ trong bản tin = 48 phút'), 'a speed is not told in words');
  await chair.locator('input[value="30"]').check({ force: true });
  holds((await chair.locator('.speedmeans').innerText()).includes('6 giờ trong bản tin = 12 phút'), 'thirty times is told otherwise');
  await look(chair, 'drill-start-desk');
  await chair.locator('[data-act="check"]').click();
  const asked = await inDialog(chair).innerText();
  holds(asked.includes('DIỄN TẬP') && asked.includes('Không ai'), 'the answers do not say that nobody is called');
  await look(chair, 'drill-check-desk');
  await inDialog(chair).locator('[data-act="confirm"]').click();
  await chair.locator('[data-messages="4"][data-sent="1"]').waitFor();
  const drill = (await api.get('/events')).items.find((event) => event.kind === 'drill' && event.closed_at === null);
  holds(drill && chair.url().endsWith(`/dien-tap/${drill.id}`), 'no drill was opened');
  const { items } = await api.get(`/drills/${drill.id}/messages`);
  holds((Date.parse(items[1].due_at) - Date.parse(items[0].due_at)) / 60_000 === 12, 'six hours do not become twelve minutes');
  await chair.locator('.drillmsgs li[data-state="sent"] a').first().waitFor();
  holds(await chair.locator('.drillmsgs li[data-state="next"]').count() === 1, 'the next bulletin is not told apart');
  await chair.locator('.drillacts .card').first().waitFor();
  await look(chair, 'drill-run-desk');
  const phone = await person('phone', { role: 'official', phone: true });
  await phone.goto(`${base}/dien-tap`);
  await phone.locator(`[data-drill-of="${drill.id}"]`).waitFor();
  await look(phone, 'drill-start-phone');
  await phone.locator(`[data-drill-of="${drill.id}"]`).tap();
  await phone.locator('.drillmsgs li').first().waitFor();
  holds(await phone.locator('[data-act="end-drill"]').count() === 0, 'an official may end a drill');
  await look(phone, 'drill-run-phone');
  const english = await person('english', { role: 'viewer', lang: 'en' });
  await english.goto(`${base}/dien-tap/${drill.id}`);
  await english.locator('.drillmsgs li').first().waitFor();
  holds((await english.locator('.drillline').innerText()).includes('DRILL'), 'the mark is not English');
  await look(english, 'drill-run-en');
  return drill;
}

async function marking({ base, person, step, holds, look, chair, api, drill }) {
  step('every screen of the drill says so in words; a page of something real does not');
  const proposed = (await api.get(`/activations?event=${drill.id}`)).items;
  holds(proposed.length > 0, 'no plan answered');
  const first = proposed.find((each) => each.figures.zones > 1) ?? proposed[0];
  await chair.goto(`${base}/activations/${first.id}`);
  await chair.locator('[data-act="review"]').click();
  holds((await inDialog(chair).innerText()).includes('DIỄN TẬP'), 'a confirmation does not say that it is a drill');
  await inDialog(chair).locator('[data-act="confirm"]').click();
  await inDialog(chair).waitFor({ state: 'detached' });
  const lists = (await api.get(`/activations/${first.id}/checklists`)).items;
  const alert = (await api.get('/alerts?limit=50')).items.find((each) => each.event_id === drill.id);
  const phone = await person('mark phone', { role: 'official', phone: true });
  for (const page of [chair, phone]) {
    for (const path of [`/activations/${first.id}`, `/checklists/${lists[0].id}`, `/di-doi/${first.id}?vung=${lists[0].id}`, `/dot-thien-tai/${drill.id}`, `/dot-thien-tai/${drill.id}/nhin-lai`, `/ban-tin/${alert.id}`]) {
      await page.goto(base + path);
      const line = page.locator(`.drillline[data-of-page="true"][data-drill="${drill.id}"]`);
      await line.waitFor();
      holds((await line.innerText()).includes('DIỄN TẬP'), `${path} does not say that it is a drill`);
    }
    await page.goto(`${base}/`);
    await page.locator('.drillline[data-of-page="false"]').waitFor();
  }
  await look(phone, 'drill-home-phone');
  await chair.goto(`${base}/dot-thien-tai/${drill.id}`);
  await chair.locator('#sentence').waitFor();
  holds((await chair.locator('#sentence').inputValue()).startsWith('DIỄN TẬP'), 'the sentence to copy passes for a real one');
  await look(chair, 'drill-board-desk');
  const real = (await api.get('/events')).items.find((event) => event.kind === 'real');
  if (real) {
    await chair.goto(`${base}/dot-thien-tai/${real.id}`);
    await chair.locator('h2').first().waitFor();
    await chair.waitForTimeout(1_000);
    holds(await chair.locator('.drillline').count() === 0, 'a real event is called a drill');
  }
  return first;
}

async function lookingBack({ base, person, step, holds, look, chair, api, drill, activation }) {
  step('looking back: never reached first with codes, the bottleneck in words, bars, A4');
  const lists = (await api.get(`/activations/${activation.id}/checklists`)).items;
  const { items } = await api.get(`/activations/${activation.id}/relocations?checklist=${lists[0].id}&limit=200`);
  const said = (one, words) => ({ id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, relocation: { id: one.id, said: words } });
  const operations = [said(items[0], { state: 'refused', reason: 'Giữ trâu bò' }), ...items.slice(1, -2).map((one) => said(one, { state: 'departed', departed: one.listed }))];
  for (let i = 0; i < operations.length; i += 50) await api.post('/sync', { device: 'may-dien-tap', operations: operations.slice(i, i + 50) });
  const list = (await api.get(`/activations/${activation.id}/checklists`)).items.find((each) => each.id === lists[0].id);
  await api.patch(`/checklists/${list.id}/stage`, { from: list.stage, to: 'cleared', remark: 'Ba hộ còn lại giao công an xã' });
  const review = await api.get(`/events/${drill.id}/review`);
  const unreached = review.rounds.reduce((sum, round) => sum + round.review.never_reached.length, 0);
  await chair.goto(`${base}/dot-thien-tai/${drill.id}`);
  await chair.locator('[data-act="review"]').click();
  await chair.locator('.reviewtable').first().waitFor();
  holds((await chair.locator('[data-figure="unreached"] dd').innerText()).startsWith(`${unreached}/`), 'the never reached are counted otherwise');
  const codes = await chair.locator('[data-missed="unreached"] .codes-of').allInnerTexts();
  for (const one of items.slice(-2)) holds(codes.join(' ').includes(one.code), `${one.code} was never reached and is not there`);
  holds(!codes.join(' ').includes(`${items[1].code} `), 'who left is called unreached');
  holds((await chair.locator('[data-missed="refused"]').innerText()).includes(items[0].code), 'who refused is not there');
  const slow = review.rounds.find((round) => round.checklist_id === review.bottleneck);
  holds((await chair.locator(`[data-bottleneck="${slow.zone.code}"]`).innerText()).includes('Điểm nghẽn'), 'the bottleneck is not told in words');
  holds(await chair.locator('.minbar').count() > 0, 'there are no bars');
  await look(chair, 'review-desk');
  const paper = (await chair.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...paper.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)/g)].map(([, wide, high]) => `${wide}x${high}`);
  holds(sizes.length > 0 && sizes.every((size) => size === '841x594'), `the paper is not A4 landscape throughout: ${sizes}`);
  const phone = await person('review phone', { role: 'official', phone: true });
  await phone.goto(chair.url());
  await phone.locator('.reviewtable').first().waitFor();
  await look(phone, 'review-phone');
  const english = await person('review en', { role: 'approver', lang: 'en' });
  await english.goto(chair.url());
  await english.locator('.reviewtable').first().waitFor();
  await look(english, 'review-en');
}

async function ending({ base, step, holds, look, chair, api, drill, activation }) {
  step('ending: refused while a plan is at work, then bulletins to come do not come any more');
  const end = async () => {
    await chair.goto(`${base}/dien-tap/${drill.id}`);
    await chair.locator('[data-messages="4"]').waitFor();
    await chair.locator('[data-act="end-drill"]').click();
    await inDialog(chair).locator('[data-act="confirm"]').click();
  };
  await end();
  await inDialog(chair).locator('[role="alert"]').waitFor();
  await look(chair, 'drill-end-refused-desk');
  for (const { id } of (await api.get(`/activations/${activation.id}/checklists`)).items) {
    for (const to of ['return_allowed', 'returned']) {
      const { stage } = await api.get(`/checklists/${id}`);
      await api.patch(`/checklists/${id}/stage`, { from: stage, to, remark: 'Kết thúc diễn tập', criteria: to === 'return_allowed' ? (await api.get('/return-criteria')).items.map(({ code }) => ({ code, met: true })) : undefined });
    }
  }
  await end();
  await inDialog(chair).waitFor({ state: 'detached' });
  await chair.locator('[data-messages="1"]').waitFor();
  holds((await api.get(`/events/${drill.id}`)).closed_at !== null, 'the drill was not closed');
  holds(await chair.locator('[data-act="end-drill"]').count() === 0, 'an ended drill can be ended');
  await look(chair, 'drill-ended-desk');
}

await script('drills', story);
