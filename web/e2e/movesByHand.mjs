// More of e2e/moves.mjs: slips taken back, reports that a person places, property by village, drills apart.
import { json, uuid7 } from './kit.mjs';

export const handParts = [takeBack, unplaced, villages, drillsApart];

const COMMUNE = '23365';
const operation = (about) => ({ id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, ...about });
const sync = (page, base, operations, device = 'may-tay') => page.request.post(`${base}/api/v1/sync`, { data: { device, operations } }).then(json);
const unknownOf = async (page, base, activation, list, limit = 200) => (await page.request.get(`${base}/api/v1/activations/${activation.id}/relocations?checklist=${list.id}&state=unknown&limit=${limit}`).then(json)).items.filter((each) => each.code);

async function takeBack({ base, person, step, holds, look, activation, lists }) {
  step('a slip without a network is taken back without a network: both are sent, and it counts no longer');
  const phone = await person('taking back', { account: 'ngoclinh', phone: true });
  const [first, second] = (await unknownOf(phone, base, activation, lists[1])).slice(-2);
  const read = (id) => phone.request.get(`${base}/api/v1/relocations/${id}`).then(json);
  const state = (wanted) => phone.locator(`article[data-relocation][data-state="${wanted}"]`).waitFor();
  const waits = (n) => phone.locator(`.outbox[data-waiting="${n}"]`).waitFor({ state: 'attached', timeout: 60_000 });
  await phone.goto(`${base}/di-doi/${activation.id}/ho/${first.id}?vung=${lists[1].id}`);
  await state('unknown');
  await phone.context().setOffline(true);
  await phone.locator('[data-next="notified"]').tap();
  await state('notified');
  await waits(1);
  await phone.locator('.toast .btn').tap();
  await state('unknown');
  await waits(2);
  await phone.locator('.mlog [data-waits="said"] s').waitFor();
  await phone.locator('.mlog [data-waits="takes-back"]').waitFor();
  await look(phone, 'taken-back-offline-phone');
  await phone.context().setOffline(false);
  await waits(0);
  await phone.locator('.mlog [data-taken-back="true"] s').waitFor();
  await phone.reload();
  await state('unknown');
  const sent = await read(first.id);
  const [slip, back] = sent.reports;
  holds(sent.state === 'unknown' && sent.reports.length === 2 && slip.said.state === 'notified', 'the slip was not sent, or still counts');
  holds(JSON.stringify(back.said) === JSON.stringify({ takes_back: slip.id }), 'taking back says something else');
  await look(phone, 'taken-back-phone');
  step('heard by the server, then taken back from the history with no network; who decides there could too');
  await phone.goto(`${base}/di-doi/${activation.id}/ho/${second.id}?vung=${lists[1].id}`);
  await phone.locator('[data-next="agreed"]').tap();
  await waits(0);
  await phone.locator('.mlog [data-report="applied"]').waitFor();
  const other = await person('another', { role: 'approver' });
  await other.goto(`${base}/di-doi/${activation.id}/ho/${second.id}?vung=${lists[1].id}`);
  await other.locator('.mlog [data-report="applied"]').waitFor();
  holds(await other.locator('[data-act="take-back"]').count() === 1, 'who decides in the commune cannot take back what is wrong');
  await phone.reload();
  await state('agreed');
  await phone.locator('.mlog [data-act="take-back"]').first().tap();
  await phone.locator('dialog[open] [data-act="confirm"]').waitFor();
  await look(phone, 'take-back-sheet-phone');
  await phone.context().setOffline(true);
  await phone.locator('dialog[open] [data-act="confirm"]').tap();
  await phone.locator('dialog[open]').waitFor({ state: 'detached' });
  await state('unknown');
  await waits(1);
  await phone.context().setOffline(false);
  await waits(0);
  await other.locator('.mlog [data-taken-back="true"]').waitFor();
  holds((await other.locator('.mlog [data-taken-back="true"]').innerText()).includes('đã rút lại: '), 'who took it back is not said');
  await other.setViewportSize({ width: 1440, height: 900 });
  await look(other, 'taken-back-desk');
  holds((await read(second.id)).state === 'unknown', 'what was taken back still counts');
}

async function unplaced({ base, person, step, holds, look, activation, lists }) {
  step('reports that found no household: in words, placed side by side, set aside; somebody was first');
  const desk = await person('unplaced', { account: 'ngoclinh' });
  const [one] = (await unknownOf(desk, base, activation, lists[1])).slice(-3);
  const before = (await desk.request.get(`${base}/api/v1/unplaced-reports`).then(json)).items.length;
  const wrongCode = operation({ household: { commune_code: COMMUNE, code: 'ZZ98', said: { state: 'departed', departed: one.listed, destination: { kind: 'host', place: 'nhà bác Tư' } } } });
  const race = operation({ household: { commune_code: COMMUNE, code: 'ZZ97', said: { state: 'agreed' } } });
  const lost = operation({ relocation: { id: uuid7(), said: { state: 'notified' } } });
  const back = operation({ relocation: { id: lost.relocation.id, said: { takes_back: lost.id } } });
  await sync(desk, base, [wrongCode, race, lost, back, operation({ task: { id: uuid7(), change: { state: 'done' } } }), { id: uuid7(), drone: 'flies' }]);
  await desk.goto(`${base}/`);
  await desk.locator('.unplacedline[data-unplaced]').click();
  await desk.locator(`[data-unplaced-count="${before + 4}"]`).waitFor();
  const card = (of) => desk.locator(`[data-report-unplaced="${of.id}"]`);
  holds((await card(wrongCode).innerText()).includes('Hộ ZZ98') && (await card(wrongCode).innerText()).includes('đã rời nhà'), 'the report is not shown in words');
  holds(await card(lost).count() === 0 && await card(back).count() === 0, 'what its sender took back still waits for somebody');
  holds(await desk.locator('[data-about="task"] [data-act="place"], [data-about="unread"] [data-act="place"]').count() === 0, 'what is about no household can be placed');
  await card(wrongCode).locator('summary').click();
  await look(desk, 'unplaced-desk');
  await card(wrongCode).locator('[data-act="place"]').click();
  const sheet = desk.locator('dialog[open]');
  const eventChoice = sheet.locator('select[name="event"]');
  await eventChoice.waitFor();
  await eventChoice.selectOption(activation.event.id);
  await sheet.locator('select[name="commune"]').selectOption(COMMUNE);
  await sheet.locator('#find-place').fill(one.code);
  await sheet.locator(`[data-candidate="${one.code}"] input`).check();
  await sheet.locator(`[data-chosen="${one.code}"]`).waitFor();
  holds((await sheet.locator('.ban').innerText()).includes('ZZ98'), 'that the codes differ is not said');
  await look(desk, 'unplaced-place-desk');
  await sheet.locator('[data-act="confirm-place"]').click();
  await sheet.waitFor({ state: 'detached' });
  await desk.locator(`[data-unplaced-count="${before + 3}"]`).waitFor();
  const placed = await desk.request.get(`${base}/api/v1/relocations/${one.id}`).then(json);
  holds(placed.state === 'departed' && placed.departed === one.listed && placed.reports.at(-1).by.includes('ngoclinh'), 'the report was not placed');
  const phone = await person('unplaced phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/`);
  await phone.locator('.unplacedline[data-unplaced]').waitFor();
  await look(phone, 'worklist-phone');
  await phone.goto(`${base}/bao-cao-cho-xep`);
  await phone.locator('[data-report-unplaced]').first().waitFor();
  await look(phone, 'unplaced-phone');
  await phone.locator(`[data-report-unplaced="${race.id}"] [data-act="place"]`).tap();
  const small = phone.locator('dialog[open]');
  await small.locator('select[name="event"]').waitFor();
  await small.locator('select[name="event"]').selectOption(activation.event.id);
  await small.locator('#find-place').fill(one.code);
  await small.locator(`[data-candidate="${one.code}"] input`).check();
  await look(phone, 'unplaced-place-phone');
  await json(await desk.request.post(`${base}/api/v1/unplaced-reports/${race.id}/settle`, { data: { remark: 'Đã gọi lại, gửi trùng.' } }));
  await small.locator('[data-act="confirm-place"]').tap();
  await small.waitFor({ state: 'detached' });
  holds((await phone.locator('.toast').innerText()).includes('Người khác đã xử lý'), 'that somebody was first is not said');
  await phone.locator(`[data-report-unplaced="${race.id}"]`).waitFor({ state: 'detached' });
  await phone.locator('[data-about="unread"] [data-act="set-aside"]').first().tap();
  await small.locator('[data-act="confirm"]').tap();
  await small.locator('.errmsg').first().waitFor();
  await look(phone, 'unplaced-aside-phone');
  await small.locator('textarea').fill('Không đọc được; đã gọi lại người gửi.');
  await small.locator('[data-act="confirm"]').tap();
  await small.waitFor({ state: 'detached' });
  await desk.locator(`[data-unplaced-count="${before + 1}"]`).waitFor(); // the desk hears of it by itself
  step('nothing waits: what the list is for is said');
  const empty = await person('unplaced empty', { account: 'mangri' });
  await empty.goto(`${base}/bao-cao-cho-xep`);
  await empty.locator('[data-unplaced-count="0"]').waitFor();
  await look(empty, 'unplaced-empty-desk');
  const reader = await person('unplaced reader', { account: 'xem', phone: true });
  await reader.goto(`${base}/bao-cao-cho-xep`);
  await reader.locator('.ban').waitFor();
  await look(reader, 'unplaced-reader-phone');
  const english = await person('unplaced english', { account: 'ngoclinh', lang: 'en' });
  await english.goto(`${base}/bao-cao-cho-xep`);
  await english.locator('[data-report-unplaced]').first().waitFor();
  await look(english, 'english-unplaced');
}

async function villages({ base, person, step, holds, look, api, activation }) {
  step('property beside people in every village; the sums are those of the commune, and say so');
  const desk = await person('villages', { role: 'approver' });
  const figures = await api(`/events/${activation.event.id}/figures?unit=${COMMUNE}`);
  holds(figures.villages.some((village) => village.figures.property.length > 0), 'the server gives no property by village');
  await desk.goto(`${base}/dot-thien-tai/${activation.event.id}?don-vi=${COMMUNE}`);
  await desk.locator('[data-agree="true"]').waitFor();
  const lines = async (where) => (await desk.locator(`${where} .propertylist li`).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  const whole = await lines('.boardfigs');
  holds(whole.length > 0 && JSON.stringify(await lines('.villages tfoot')) === JSON.stringify(whole), 'the villages add up to something else');
  await desk.locator('#villages-of-event').scrollIntoViewIfNeeded();
  await look(desk, 'villages-desk');
  const phone = await person('villages phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/dot-thien-tai/${activation.event.id}`);
  await phone.locator('[data-villages] summary').first().tap();
  await phone.locator('[data-agree="true"]').waitFor();
  await look(phone, 'villages-phone');
  const english = await person('villages english', { role: 'approver', lang: 'en' });
  await english.goto(`${base}/dot-thien-tai/${activation.event.id}?don-vi=${COMMUNE}`);
  await english.locator('[data-agree="true"]').waitFor();
  await look(english, 'english-villages');
}

async function drillsApart({ base, person, step, holds, look, chair, api, activation }) {
  step('a drill’s proposal stands apart from the real ones, and counts for nothing among them');
  const official = await person('drill official', { account: 'ngoclinh' });
  const plan = activation.plan.id;
  const zones = (await api(`/activations/${activation.id}`)).zones.map((zone) => zone.zone_id).slice(0, 2);
  const begun = await json(await official.request.post(`${base}/api/v1/activations`, {
    headers: { 'Idempotency-Key': uuid7() },
    data: { plan_id: plan, event: { name: { storm: { year: 2026, number: 17 } }, kind: 'drill' }, level: { scale: 'disaster_risk', value: 5 }, zones, stage: 'ordered', reason: 'Diễn tập phòng thủ dân sự' },
  }));
  holds(begun.status === 'proposed' && begun.event.kind === 'drill', 'the official’s drill is no proposal');
  const waits = (each) => each.status === 'proposed' || (each.status === 'active' && (each.pending.open.length + each.pending.stand_down.length > 0 || each.zones.some((zone) => /proposed/.test(zone.state))));
  const real = (await api('/activations?limit=100')).items.filter((each) => each.event?.kind !== 'drill' && waits(each)).length;
  const link = `a[href="/activations/${begun.id}"]`;
  for (const page of [await person('apart desk', { role: 'approver' }), await person('apart phone', { role: 'approver', phone: true })]) {
    await page.goto(`${base}/`);
    await page.locator(`.drills ${link}`).waitFor();
    holds(await page.locator(link).count() === 1, 'the drill stands among the real ones too');
    holds((await page.locator('#drills-of-list').innerText()).includes('DIỄN TẬP'), 'the heading does not say that it is a drill');
    const badge = page.locator('.rail .cnt.hot, .tabs .cnt.hot').first();
    const shown = (await badge.count()) === 0 ? 0 : Number(await badge.innerText());
    holds(shown === real, `the badge counts ${shown}, ${real} real decisions wait`);
    await page.locator('#drills-of-list').scrollIntoViewIfNeeded();
    await look(page, `drills-apart-${(page.viewportSize()?.width ?? 0) < 1000 ? 'phone' : 'desk'}`);
  }
  const english = await person('apart english', { role: 'approver', lang: 'en' });
  await english.goto(`${base}/`);
  await english.locator(`.drills ${link}`).waitFor();
  await look(english, 'english-drills-apart');
  await chair.request.post(`${base}/api/v1/activations/${begun.id}/decline`, { headers: { 'If-Match': begun.etag, 'Idempotency-Key': uuid7() }, data: { remark: 'Xong phần thử.' } });
}
