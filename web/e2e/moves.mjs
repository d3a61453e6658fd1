// A move, as a commune lives it: households reported from a phone with and without a network, two reports that contradict
// each other, a zone that goes out and comes back, the board of the event, a drill begun by hand, short codes, paper,
// slips taken back, reports placed by hand.
//   node e2e/moves.mjs PROGRAM|ADDRESS [--shots DIR] [--only households,stage]
import { asked, json, script, uuid7 } from './kit.mjs';
import { handParts } from './movesByHand.mjs';

async function story(kit) {
  const scene = await setScene(kit);
  for (const part of [households, offline, conflict, stage, board, codes, paper, beginning, ...handParts, review, english]) if (!asked.only || asked.only.includes(part.name)) await part({ ...kit, ...scene });
}

const COMMUNE = '23365';

/** A proposal for the landslide plan of one commune, confirmed by the chair on the screen where it still waits. */
async function setScene({ base, person, step, holds, look }) {
  step('the chair confirms a proposal; households and stages are there at once');
  const chair = await person('chair', { role: 'approver' });
  const api = (path) => chair.request.get(`${base}/api/v1${path}`).then(json);
  await chair.goto(`${base}/`);
  const advance = chair.locator('[data-act="advance"]');
  const find = async () => (await api('/activations?limit=100')).items.find((each) => each.plan.code === 'PA-23365-SL' && each.event.demonstration);
  for (let tries = 0; tries < 3 && !(await find()); tries += 1) { await advance.click(); await chair.waitForTimeout(1_500); }
  let activation = await find();
  holds(activation, 'no proposal came for the plan');
  await chair.goto(`${base}/activations/${activation.id}`);
  if (activation.status === 'proposed') {
    await chair.locator('[data-act="review"]').click();
    await chair.locator('dialog[open] [data-act="confirm"]').click();
    await chair.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  await chair.locator('[data-papers]').waitFor();
  await chair.locator('[data-act="households"]').waitFor();
  activation = await find();
  holds(activation.status === 'active', 'the response does not run');
  await look(chair, 'activation-desk');
  const lists = (await api(`/activations/${activation.id}/checklists`)).items;
  return { chair, api, activation, lists };
}

async function households({ base, person, step, holds, look, activation, lists }) {
  step('household by household on a phone: unknown first, told and taken back, left, arrived with one less, explained');
  const phone = await person('official', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/checklists/${lists[0].id}`);
  await phone.locator('[data-zone-stage]').waitFor();
  await look(phone, 'checklist-phone');
  await phone.locator('.zonemoves [data-act="households"]').tap();
  await phone.locator('[data-household]').first().waitFor();
  holds(await phone.locator('[data-household]').first().getAttribute('data-state') === 'unknown', 'unknown does not come first');
  holds((await phone.locator('[data-tally="unknown"]').innerText()).includes('hộ'), 'the unknown are not counted');
  holds(!/17653F|0,\s*128,\s*0/.test(await phone.locator('.hrow .hs-unknown').first().evaluate((chip) => getComputedStyle(chip).backgroundColor)), 'unknown is green');
  await look(phone, 'households-phone');
  const first = phone.locator('[data-household][data-state="unknown"]').nth(4);
  const code = await first.getAttribute('data-household');
  await first.tap();
  await phone.locator('article[data-relocation]').waitFor();
  for (const button of await phone.locator('.statebtns:visible').first().locator('.statebtn').all()) holds((await button.boundingBox()).height >= 56, 'a button is too small for a thumb');
  await look(phone, 'household-phone');
  const state = (wanted) => phone.locator(`article[data-relocation][data-state="${wanted}"]`).waitFor();
  await phone.locator('[data-next="notified"]').tap();
  await state('notified');
  await phone.locator('.toast .btn').tap();
  await state('unknown');
  await phone.locator('.mlog [data-report]').nth(1).waitFor(); // the slip and its taking back are both kept
  await phone.locator('.mlog [data-taken-back="true"] s').waitFor();
  await phone.locator('[data-next="departed"]').tap();
  const sheet = phone.locator('dialog[open]');
  await sheet.locator('.stepper').waitFor();
  holds(!(await sheet.locator('.stepper').getAttribute('class')).includes('counted'), 'the number of the register passes for counted');
  const listed = Number(await sheet.locator('[data-people]').getAttribute('data-people'));
  await look(phone, 'say-phone');
  await sheet.locator('[data-act="counted"]').tap();
  await sheet.locator('input[value="shelter"]').check({ force: true });
  await sheet.locator('select[name="shelter"]').selectOption({ index: 1 });
  await look(phone, 'say-phone-filled');
  await sheet.locator('[data-act="say"]').tap();
  await state('departed');
  await phone.locator('.outbox[data-waiting="0"]').waitFor({ state: 'attached' });
  await phone.locator('.toast .icb').tap(); // what can be undone stays, and stands before what is below it
  await phone.locator('[data-next="arrived"]').tap();
  holds(Number(await sheet.locator('[data-people]').getAttribute('data-people')) === listed, 'arriving does not start from who left');
  await sheet.locator('[data-act="less"]').tap();
  await sheet.locator('[data-act="say"]').tap();
  await state('arrived');
  await phone.locator('[data-difference="arrived"]').waitFor();
  await look(phone, 'difference-phone');
  await phone.locator('.toast .icb').tap();
  await phone.locator('[data-difference="arrived"] [data-act="explain"]').tap();
  holds(await phone.locator('[data-difference="arrived"] .errmsg').count() === 1, 'an explanation without words is taken');
  await phone.locator('textarea[name="why"]').fill('1 người ở lại trông trâu');
  await phone.locator('[data-act="explain"]').tap();
  await phone.locator('[data-difference="explained"]').waitFor();
  step('property beside the people; refusing wants a reason');
  const line = phone.locator('.plines li').first();
  await phone.locator('.toast .icb').tap();
  await line.locator('.pstate.moved').tap();
  await phone.locator('.plines li[data-state="moved"]').first().waitFor();
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${lists[0].id}`);
  await phone.locator('[data-household]').first().waitFor();
  holds(await phone.locator(`[data-household="${code}"]`).getAttribute('data-state') === 'arrived', 'the list does not show what was said');
  await phone.locator('[data-filter="unknown"]').tap();
  await phone.locator('[data-household]').nth(2).tap();
  await phone.locator('[data-next="refused"]').tap();
  await sheet.locator('[data-act="say"]').tap();
  await sheet.locator('.errmsg').first().waitFor();
  await look(phone, 'refused-phone');
  await sheet.locator('textarea[name="reason"]').fill('Giữ trâu bò, chưa tin là nguy hiểm');
  await sheet.locator('[data-act="say"]').tap();
  await state('refused');
  await look(phone, 'refused-said-phone');
  step('people who stand in no register are counted as a group');
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${lists[0].id}`);
  await phone.locator('[data-act="add-group"]').tap();
  await sheet.locator('input[name="label"]').fill('lán trại rẫy suối Đăk Pxi');
  for (let i = 0; i < 5; i += 1) await sheet.locator('[data-act="more"]').tap();
  await look(phone, 'group-phone');
  await sheet.locator('[data-act="save-group"]').tap();
  await phone.locator('[data-household="lán trại rẫy suối Đăk Pxi"][data-state="unknown"]').waitFor();
}

async function offline({ base, person, step, holds, look, activation, lists }) {
  step('without a network: said, shown, waiting in words; sent when there is one');
  const phone = await person('offline', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/di-doi/${activation.id}?vung=${lists[0].id}`);
  await phone.locator('[data-household][data-state="unknown"]').nth(7).tap();
  await phone.locator('[data-next="agreed"]').waitFor();
  await phone.locator('.mlog li').first().waitFor();
  await phone.context().setOffline(true);
  await phone.locator('[data-next="agreed"]').tap();
  await phone.locator('article[data-relocation][data-state="agreed"]').waitFor();
  await phone.locator('.outbox[data-waiting="1"]').waitFor({ state: 'attached' });
  holds((await phone.locator('.outbox').innerText()).includes('Chờ gửi: 1'), 'what waits is not said');
  await look(phone, 'offline-phone');
  await phone.context().setOffline(false);
  await phone.locator('.outbox[data-waiting="0"]').waitFor({ state: 'attached', timeout: 40_000 });
  await phone.reload();
  await phone.locator('article[data-relocation][data-state="agreed"]').waitFor();
}


async function conflict({ base, person, step, holds, look, activation, lists }) {
  step('two phones that did not hear of each other: side by side, one is taken, both are kept');
  const desk = await person('conflict', { account: 'ngoclinh' });
  const api = (path) => desk.request.get(`${base}/api/v1${path}`).then(json);
  const one = (await api(`/activations/${activation.id}/relocations?checklist=${lists[0].id}&state=unknown&limit=50`)).items.filter((each) => each.code).at(-1);
  for (const [device, departed] of [['may-1', one.listed], ['may-2', one.listed - 1]]) {
    const operation = { id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, relocation: { id: one.id, said: { state: 'departed', departed } } };
    await json(await desk.request.post(`${base}/api/v1/sync`, { data: { device, operations: [operation] } }));
    await desk.waitForTimeout(20);
  }
  await desk.goto(`${base}/di-doi/${activation.id}?vung=${lists[0].id}&tinh-trang=xu-ly`);
  await desk.locator(`[data-household="${one.code}"]`).click();
  await desk.locator('[data-conflict="departed"]').waitFor();
  holds(await desk.locator('.sides li').count() === 2, 'the two words do not stand side by side');
  await look(desk, 'conflict-desk');
  const phone = await person('conflict phone', { account: 'ngoclinh', phone: true });
  await phone.goto(desk.url());
  await phone.locator('[data-conflict]').waitFor();
  await look(phone, 'conflict-phone');
  await desk.locator('[data-act="settle"]').first().click();
  await desk.locator('[data-conflict]').waitFor({ state: 'detached' });
  await desk.waitForTimeout(800);
  const after = await api(`/relocations/${one.id}`);
  holds(after.conflicts.length === 0 && after.reports.length === 3, 'the server still sees a contradiction');
  await desk.goto(`${base}/di-doi/${activation.id}`);
  await desk.locator('[data-household]').first().waitFor();
  await look(desk, 'households-desk');
  const viewer = await person('viewer', { role: 'viewer' });
  await viewer.goto(`${base}/di-doi/${activation.id}`);
  await viewer.locator('[data-household]').first().waitFor();
  const named = (await api(`/activations/${activation.id}/relocations?limit=1`)).items[0].head;
  holds(!(await viewer.locator('.hlist').innerText()).includes(named), 'a reader without the right reads names');
}

async function stage({ base, person, step, holds, look, chair, api, activation, lists }) {
  step('a zone goes out and comes back: who may, what is asked, out again as a new round');
  const list = lists[1];
  const official = await person('stage official', { account: 'ngoclinh' });
  await official.goto(`${base}/checklists/${list.id}`);
  await official.locator('[data-to="clearing"]').waitFor();
  holds(await official.locator('[data-to="return_allowed"]').count() === 0, 'an official may allow people home');
  const sheetOf = (page) => page.locator('dialog[open]');
  const at = (page, wanted) => page.locator(`[data-zone-stage="${wanted}"]`).waitFor();
  await official.locator('[data-to="clearing"]').click();
  await sheetOf(official).locator('[data-act="confirm"]').click();
  await at(official, 'clearing');
  await official.locator('[data-to="cleared"]').click();
  await sheetOf(official).locator('[data-act="confirm"]').click();
  await sheetOf(official).locator('.errmsg').waitFor();
  await look(official, 'stage-cleared-desk');
  await sheetOf(official).locator('textarea[name="remark"]').fill('Đã rà soát từng nhà; các hộ còn lại đi vắng, đang gọi.');
  await sheetOf(official).locator('[data-act="confirm"]').click();
  await at(official, 'cleared');
  await chair.goto(`${base}/checklists/${list.id}`);
  await chair.locator('[data-to="return_allowed"]').click();
  await sheetOf(chair).locator('[data-criterion]').first().waitFor();
  await sheetOf(chair).locator('[data-act="confirm"]').click();
  await sheetOf(chair).locator('.criterion.err').first().waitFor();
  const criteria = await sheetOf(chair).locator('[data-criterion]').all();
  for (const [i, criterion] of criteria.entries()) await criterion.locator('input').nth(i === 0 ? 1 : 0).check();
  await sheetOf(chair).locator('[data-act="confirm"]').click();
  await sheetOf(chair).locator('.errmsg').waitFor();
  await look(chair, 'stage-return-desk');
  const phone = await person('stage phone', { role: 'approver', phone: true });
  await phone.goto(`${base}/checklists/${list.id}`);
  await phone.locator('[data-to="return_allowed"]').tap();
  await sheetOf(phone).locator('[data-criterion]').first().waitFor();
  await look(phone, 'stage-return-phone');
  await sheetOf(chair).locator('textarea[name="remark"]').fill('Chưa có tin cuối cùng nhưng đã kiểm tra đất, đường an toàn.');
  await sheetOf(chair).locator('[data-act="confirm"]').click();
  await at(chair, 'return_allowed');
  await chair.locator('[data-to="returned"]').click();
  await sheetOf(chair).locator('[data-act="confirm"]').click();
  await at(chair, 'returned');
  await look(chair, 'stage-returned-desk');
  await chair.locator('[data-act="order-again"]').click();
  await sheetOf(chair).locator('textarea[name="remark"]').fill('Mưa trở lại, nứt thêm sau trường.');
  await sheetOf(chair).locator('[data-act="confirm"]').click();
  await sheetOf(chair).waitFor({ state: 'detached' });
  const rounds = (await api(`/activations/${activation.id}/checklists`)).items.filter((each) => each.zone.id === list.zone.id).map((each) => each.round);
  holds(rounds.includes(2), 'ordering out again opened no second round');
}

async function board({ base, person, step, holds, look, clean, chair, api, activation }) {
  step('the board: figures that agree with the server, zones by stage, the sentence, a quick report');
  await chair.goto(`${base}/dot-thien-tai`);
  await chair.locator('[data-event]').first().waitFor();
  await look(chair, 'events-desk');
  await chair.goto(`${base}/dot-thien-tai/${activation.event.id}?don-vi=${COMMUNE}`);
  await chair.locator('[data-figure="unknown"]').waitFor();
  await chair.locator('.boardtable [data-zone]').first().waitFor();
  const figures = await api(`/events/${activation.event.id}/figures?unit=${COMMUNE}`);
  holds((await chair.locator('[data-figure="unknown"] dd').innerText()).startsWith(`${figures.total.unknown.households} hộ/`), 'the board counts otherwise than the server');
  holds((await chair.locator('#sentence').inputValue()).includes(`${figures.total.evacuated.households} hộ/${figures.total.evacuated.people} khẩu`), 'the sentence has other figures');
  await look(chair, 'board-desk');
  await chair.locator('[data-act="quick-report"]').click();
  await chair.locator('dialog[open] textarea').fill('Đường vào thôn sạt 2 điểm.');
  await look(chair, 'board-report-desk');
  await chair.locator('dialog[open] [data-act="confirm"]').click();
  await chair.locator('[data-sent="1"], [data-sent="2"], [data-sent="3"]').waitFor();
  const phone = await person('board phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/dot-thien-tai/${activation.event.id}`);
  await phone.locator('[data-figure="unknown"]').waitFor();
  const groups = phone.locator('.zonegroup');
  await groups.first().waitFor();
  await look(phone, 'board-phone');
  for (const group of await groups.all()) if ((await group.getAttribute('open')) === null) await group.locator('summary').tap();
  const zones = await chair.locator('.boardtable [data-zone]').count();
  holds(await phone.locator('.zonegroups [data-zone]:visible').count() === zones, 'the stages do not hold every zone');
  holds((await Promise.all((await groups.all()).map((group) => group.getAttribute('data-zones')))).reduce((all, n) => all + Number(n), 0) === zones, 'the counts of the stages do not add up');
  await look(phone, 'board-phone-unfolded');
  await phone.locator('[data-act="whole-list"]').focus();
  await phone.locator('[data-act="whole-list"]').tap();
  await phone.locator('.boardtable [data-zone]').first().waitFor();
  holds(await phone.evaluate(() => document.activeElement?.dataset.act) === 'by-stage', 'the way back to the stages does not keep the focus');
  await clean(phone, 'board-phone-whole');
  await phone.locator('[data-act="by-stage"]').tap();
  await groups.first().waitFor();
  await phone.locator('[data-villages] summary').first().tap();
  await phone.locator('.boardtable.villages').waitFor();
  await look(phone, 'board-phone-villages');
  await chair.goto(`${base}/dot-thien-tai/${activation.event.id}`);
  await chair.locator('.boardtable [data-zone]').first().waitFor();
  await look(chair, 'board-province-desk');
}

async function codes({ base, person, step, holds, look, api, activation, lists }) {
  step('short codes: read as they are typed, taken in when they are understood');
  const phone = await person('codes', { account: 'ngoclinh', phone: true });
  const unknown = (await phone.request.get(`${base}/api/v1/activations/${activation.id}/relocations?checklist=${lists[2].id}&state=unknown&limit=2`).then(json)).items;
  await phone.goto(`${base}/ma-ngan`);
  await phone.locator('textarea[name="message"]').fill(`${unknown[0].code} D ${unknown[0].listed}; ${unknown[1].code} t\nZZ99 N 3\nđã đi hết rồi`);
  await phone.locator('.codelines[data-lines="4"]').waitFor();
  holds(await phone.locator('[data-fate="read"]').count() === 2 && await phone.locator('[data-fate="unplaced"]').count() === 1 && await phone.locator('[data-fate="unread"]').count() === 1, 'the lines are not told apart');
  holds((await api(`/relocations/${unknown[0].id}`)).state === 'unknown', 'reading already records');
  await look(phone, 'codes-phone');
  await phone.locator('[data-act="take"]').tap();
  await phone.locator('.codelines[data-taken="true"]').waitFor();
  holds((await api(`/relocations/${unknown[0].id}`)).state === 'departed', 'the code was not taken in');
  await look(phone, 'codes-taken-phone');
  const desk = await person('codes desk', { role: 'approver' });
  await desk.goto(`${base}/ma-ngan`);
  await desk.locator('textarea[name="message"]').fill(`${unknown[1].code} Q 3\n${unknown[1].code} D 2 nhà bác Tư`);
  await desk.locator('.codelines[data-lines="2"]').waitFor();
  await look(desk, 'codes-desk');
}

async function paper({ base, person, step, holds, look, activation }) {
  step('paper for a village: nothing but code, short name and count on the wall; a code to scan for each on the roll');
  const desk = await person('paper', { account: 'ngoclinh' });
  await desk.goto(`${base}/dot-thien-tai/${activation.event.id}/in?xa=${COMMUNE}`);
  await desk.locator('[data-sheet="wall"]').first().waitFor();
  const named = (await desk.request.get(`${base}/api/v1/activations/${activation.id}/relocations?limit=200`).then(json)).items.find((each) => each.head?.split(' ').length > 1);
  holds(!(await desk.locator('.sheet').allInnerTexts()).join().includes(named.head), 'a full name hangs on the wall');
  await look(desk, 'wall-desk');
  await desk.goto(`${base}/dot-thien-tai/${activation.event.id}/in?xa=${COMMUNE}&mau=diem-danh`);
  await desk.locator('.qr').first().waitFor();
  holds(await desk.locator('.qr').first().getAttribute('aria-label').then((text) => text.startsWith(`UNGPHO:${COMMUNE}:`)), 'the code says something else');
  await look(desk, 'roll-desk');
  const phone = await person('paper phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/dot-thien-tai/${activation.event.id}/in?xa=${COMMUNE}`);
  await phone.locator('[data-sheet="wall"]').first().waitFor();
  await look(phone, 'wall-phone');
}

async function beginning({ base, person, step, holds, look }) {
  step('a drill begun by hand: what is missing is said, the answers are checked, the paper comes later');
  const desk = await person('beginning', { role: 'approver' });
  await desk.goto(`${base}/kich-hoat`);
  await desk.locator('[data-act="check"]').click();
  await desk.locator('.errsum').waitFor();
  await look(desk, 'begin-faults-desk');
  await desk.locator('#begin-plan_id').selectOption({ index: 3 });
  await desk.locator('input[value="new"]').check();
  await desk.locator('input[value="drill"]').check({ force: true });
  await desk.locator('#begin-number').fill('13');
  await desk.locator('input[name="begin-level"][value="4"]').check({ force: true });
  await desk.locator('[data-zone]').first().waitFor();
  await desk.locator('#begin-reason').fill('Kế hoạch diễn tập phòng thủ dân sự năm 2026');
  await look(desk, 'begin-desk');
  await desk.locator('[data-act="check"]').click();
  await desk.locator('dialog[open] .demo.drill').waitFor();
  await look(desk, 'begin-check-desk');
  await desk.locator('dialog[open] [data-act="confirm"]').click();
  await desk.locator('article[data-status="active"] [data-papers="0"]').waitFor();
  await look(desk, 'begun-desk');
  await desk.locator('[data-act="add-paper"]').click();
  await desk.locator('input[name="number"]').fill('12/QĐ-UBND');
  await desk.locator('#paper-file').setInputFiles({ name: 'quyet-dinh-12.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF') });
  await desk.locator('[data-act="save-paper"]').click();
  await desk.locator('[data-papers="1"]').waitFor();
  await desk.locator('[data-act="widen"]').first().click();
  await desk.locator('dialog[open] input[value="zones"]').check();
  await desk.waitForTimeout(600);
  await look(desk, 'widen-desk');
  const phone = await person('beginning phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/kich-hoat`);
  await phone.locator('#begin-plan_id').selectOption({ index: 1 });
  await phone.locator('input[value="new"]').check();
  await phone.locator('input[name="begin-level"][value="4"]').check({ force: true });
  await phone.locator('[data-zone]').first().waitFor();
  await look(phone, 'begin-phone');
}

async function review({ base, person, step, holds, look, chair, api, activation }) {
  step('looking back: how long each step took, who was late, whom nobody reached; the event is named');
  const { event } = activation;
  if ((await chair.request.get(`${base}/api/v1/events/${event.id}/review`)).status() === 404) return step('  this server does not look back yet');
  await chair.goto(`${base}/dot-thien-tai/${event.id}/nhin-lai`);
  await chair.locator('.boardtable').first().waitFor();
  await look(chair, 'review-desk');
  const phone = await person('review phone', { account: 'ngoclinh', phone: true });
  await phone.goto(chair.url());
  await phone.locator('.boardtable').first().waitFor();
  await look(phone, 'review-phone');
  await chair.goto(`${base}/dot-thien-tai/${event.id}`);
  await chair.locator('[data-act="name-event"]').click();
  const sheet = chair.locator('dialog[open]');
  await sheet.locator('[data-act="save-name"]').click();
  await sheet.locator('.errmsg').first().waitFor();
  await sheet.locator('#name-number').fill('4');
  await look(chair, 'name-desk');
  await sheet.locator('[data-act="save-name"]').click();
  await sheet.waitFor({ state: 'detached' });
  holds((await api(`/events/${event.id}`)).name.vi.startsWith('Bão số 4 năm'), 'the event has another name');
  await chair.locator('[data-act="close-event"]').click();
  await sheet.locator('[data-act="confirm"]').click();
  await sheet.locator('[role="alert"]').waitFor(); // plans are at work in it
  await look(chair, 'close-desk');
  await chair.keyboard.press('Escape');
}

async function english({ base, person, step, look, activation, lists }) {
  step('in English');
  const desk = await person('english', { role: 'approver', lang: 'en' });
  const pages = [['board', `/dot-thien-tai/${activation.event.id}`, '.boardtable [data-zone]'], ['households', `/di-doi/${activation.id}?vung=${lists[0].id}`, '[data-household]'], ['begin', '/kich-hoat', '#begin-plan_id'], ['codes', '/ma-ngan', '.codelegend']];
  for (const [name, path, ready] of pages) {
    await desk.goto(`${base}${path}`);
    await desk.locator(ready).first().waitFor();
    await look(desk, `english-${name}`);
  }
  await desk.goto(`${base}/di-doi/${activation.id}?vung=${lists[0].id}`);
  await desk.locator('[data-household]').first().click();
  await desk.locator('article[data-relocation]').waitFor();
  await look(desk, 'english-household');
}

await script('moves', story);
