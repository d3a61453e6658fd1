// The demonstration, advanced so that no screen is empty: the storm confirmed and a move under way, two words that
// contradict each other, a drill with its review, a plan being written with a proposal of shelters, what could not be read.
import { pause as later, uuid7 } from '../kit.mjs';

const COMMUNE = '23365';
const PLAN = 'PA-23365-SL';

/** Sets the scene through the interface of the program and answers with what the addresses of the screens name. */
export async function setScene(base) {
  const { demo_accounts: accounts } = await (await fetch(`${base}/api/v1/meta`)).json();
  const people = {};
  const as = async (name) => (people[name] ??= await signIn(base, accounts.find((each) => each.name === name)));
  const scene = { base, accounts, commune: COMMUNE };
  await theOthers(scene, as);
  await theStorm(scene, as);
  await theMove(scene, as);
  await theDrill(scene, as);
  await thePlan(scene, as);
  await theOffice(scene, as);
  return scene;
}

/** Another system is told of everything that follows, at a name that leads inside: nothing arrives, and is tried again. */
async function theOthers(scene, as) {
  const admin = await as('quantri');
  const { kinds } = await admin('/webhooks');
  scene.webhook = (await admin('/webhooks', { body: { name: 'Trung tâm điều hành tỉnh (minh hoạ)', url: 'https://localhost:1/tin', kinds } })).id;
}

async function signIn(base, { name, password }) {
  const answer = await fetch(`${base}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) });
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  return async (path, { method, body, type = 'application/json', headers = {} } = {}) => {
    const said = await fetch(`${base}/api/v1${path}`, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers: { cookie, ...(body !== undefined && { 'content-type': type }), ...headers }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
    if (!said.ok) throw new Error(`${method ?? 'GET'} ${path}: ${said.status} ${await said.text()}`);
    return said.status === 204 ? null : said.json();
  };
}

async function until(what, words, tries = 120) {
  for (let n = 0; n < tries; n += 1) {
    const found = await what();
    if (found) return found;
    await later(500);
  }
  throw new Error(words);
}

/** The first bulletins of the storm; the plan against landslides of one commune confirmed, others still waiting. */
async function theStorm(scene, as) {
  const chair = await as('chutich');
  const all = async () => (await chair('/activations?limit=100')).items;
  await until(async () => (await all()).length > 0, 'no proposal came');
  await chair('/demo/advance', { body: {} });
  const proposed = await until(async () => (await all()).find((each) => each.plan.code === PLAN && each.status === 'proposed'), 'no proposal came for the plan');
  const storm = (await all()).find((each) => each.plan.code !== PLAN && each.plan.unit_code === COMMUNE && each.status === 'proposed');
  for (const each of [proposed, storm].filter(Boolean)) await chair(`/activations/${each.id}/confirm`, { body: { stage: 'ordered' }, headers: { 'If-Match': each.etag } });
  scene.activation = (await all()).find((each) => each.id === proposed.id);
  scene.event = scene.activation.event.id;
  scene.proposal = (await until(async () => (await all()).find((each) => each.status === 'proposed'), 'nothing waits for a decision')).id;
  scene.lists = (await chair(`/activations/${scene.activation.id}/checklists`)).items;
  scene.checklist = scene.lists[0].id;
  scene.zone = scene.lists[0].zone;
  scene.alert = scene.activation.alert.id;
  scene.activation = scene.activation.id;
}

const said = (relocation, words) => ({ id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, relocation: { id: relocation.id, said: words } });
async function sync(who, device, operations) {
  for (let i = 0; i < operations.length; i += 50) await who('/sync', { body: { device, operations: operations.slice(i, i + 50) } });
}
const households = async (who, activation, list) => (await who(`/activations/${activation}/relocations?checklist=${list}&limit=200`)).items.filter((each) => each.code);

/** Officials at work: households in every state, one on which two phones disagree, tasks ticked, a report to place. */
async function theMove(scene, as) {
  const official = await as('ngoclinh');
  const everyone = await households(official, scene.activation, scene.checklist);
  const { items: shelters } = await official(`/shelters?commune=${COMMUNE}&limit=5`);
  const to = shelters[0] ? { kind: 'shelter', shelter_id: shelters[0].id } : { kind: 'host', place: 'nhà bác Tư' };
  const words = [
    (one) => ({ state: 'arrived', departed: one.listed, arrived: one.listed, destination: to }),
    (one) => ({ state: 'arrived', departed: one.listed, arrived: one.listed, destination: to }),
    (one) => ({ state: 'departed', departed: one.listed, destination: { kind: 'host', place: 'nhà bác Tư, thôn trên' } }),
    () => ({ state: 'agreed' }),
    () => ({ state: 'notified' }),
    () => ({ state: 'refused', reason: 'Giữ trâu bò, chưa tin là nguy hiểm' }),
    () => null,
    () => null,
  ];
  await sync(official, 'SM-A045F', everyone.slice(0, -2).flatMap((one, i) => { const what = words[i % words.length](one); return what ? [said(one, what)] : []; }));
  const torn = everyone.at(-1);
  for (const [device, departed] of [['SM-A045F', torn.listed], ['Redmi 12C', torn.listed - 1]]) { await sync(official, device, [said(torn, { state: 'departed', departed })]); await later(20); }
  scene.household = everyone[0].id;
  scene.unknownHousehold = everyone[6]?.id ?? everyone[0].id;
  scene.contested = torn.id;
  await sync(official, 'SM-A045F', [{ id: uuid7(), happened_at: new Date().toISOString(), base_revision: 0, household: { commune_code: COMMUNE, code: 'ZZ98', said: { state: 'departed', departed: 4, destination: { kind: 'host', place: 'nhà bác Tư' } } } }]);
  const { tasks } = await official(`/checklists/${scene.checklist}`);
  for (const [i, task] of tasks.filter((each) => !each.steps_total).slice(0, 4).entries()) {
    await official(`/tasks/${task.id}`, { method: 'PATCH', body: i === 3 ? { state: 'not_applicable', remark: 'Thôn không có trường bán trú' } : { state: 'done' }, headers: { 'If-Match': task.etag } });
  }
  const second = scene.lists[1];
  if (second) await official(`/checklists/${second.id}/stage`, { method: 'PATCH', body: { from: second.stage, to: 'clearing' } });
}

/** A drill of a shipped scenario: begun, a plan of it confirmed, most households gone. */
async function theDrill(scene, as) {
  const chair = await as('chutich');
  const drill = await chair('/drills', { body: { scenario: 'noru-2022', speed: 60 } });
  scene.drill = drill.id;
  const of = async () => (await chair(`/activations?event=${drill.id}&limit=50`)).items.filter((each) => each.status === 'proposed');
  const proposed = await until(async () => { const items = await of(); return items.length > 0 && items; }, 'the drill brought no proposal');
  const one = proposed.find((each) => each.figures.zones > 1) ?? proposed[0];
  await chair(`/activations/${one.id}/confirm`, { body: { stage: 'ordered' }, headers: { 'If-Match': one.etag } });
  const lists = (await chair(`/activations/${one.id}/checklists`)).items;
  const moved = await households(chair, one.id, lists[0].id);
  await sync(chair, 'SM-A145F', moved.slice(0, -2).map((each, i) => said(each, i === 0 ? { state: 'refused', reason: 'Giữ trâu bò' } : { state: 'departed', departed: each.listed })));
  const list = (await chair(`/activations/${one.id}/checklists`)).items[0];
  await chair(`/checklists/${list.id}/stage`, { method: 'PATCH', body: { from: list.stage, to: 'cleared', remark: 'Các hộ còn lại giao công an xã tìm' } });
  scene.drillActivation = one.id;
}

/** A new version of a plan being written, changed, remarked on; shelters proposed for its zones. */
async function thePlan(scene, as) {
  const writer = await as('bientap');
  const appraiser = await as('thamdinh');
  const plan = (await writer('/plans?limit=200')).items.find((each) => each.code === PLAN);
  const begun = await writer(`/plans/${plan.id}/versions`, { body: {} });
  scene.plan = plan.id;
  scene.version = begun.n;
  const zones = Object.keys(begun.content?.arrangements ?? {});
  const zone = zones[0];
  scene.planZone = zone ?? scene.zone.code;
  if (zone) {
    const arrangements = structuredClone(begun.content.arrangements);
    arrangements[zone].hosted = 7;
    await writer(`/plans/${plan.id}/versions/${begun.n}`, { method: 'PATCH', type: 'application/merge-patch+json', body: { arrangements: { [zone]: arrangements[zone] } }, headers: { 'If-Match': begun.etag ?? `"${begun.revision}"` } });
  }
  await appraiser(`/plans/${plan.id}/versions/${begun.n}/comments`, { body: { pointer: '/arrangements', body: 'Điểm sơ tán của thôn Tu Răng chưa có nguồn nước dự phòng; đề nghị bổ sung trước khi trình.' } });
  scene.allocation = (await writer(`/plans/${plan.id}/allocation`, { body: { level: { scale: 'disaster_risk', value: 3 }, by: 'zone', keep_villages: true, lead_minutes: 360 } })).id;
  scene.finding = (await writer('/findings?limit=1')).items[0].key;
}

/** The office: an inspection and its tasks, a bulletin that could not be read, somebody invited. */
async function theOffice(scene, as) {
  const admin = await as('quantri');
  const chair = await as('chutich');
  const inspection = (await chair('/inspections')).items[0];
  const records = (await chair(`/inspections/${inspection.id}/records`)).items;
  scene.inspection = inspection.id;
  scene.signedRecord = records.find((each) => each.state === 'signed').id;
  scene.draftRecord = records.find((each) => each.state === 'draft').id;
  scene.owed = (await chair(`/inspection-tasks?limit=20&unit=${COMMUNE}`)).items.find((each) => each.unit_code === COMMUNE).id;
  const broken = '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>demo-hong</identifier><sender>demo@ungpho.example</sender>';
  await admin('/alerts', { body: broken, type: 'application/cap+xml' });
  const invited = await admin('/accounts', { body: { name: 'dakplo', display_name: 'Cán bộ xã Đăk Plô (minh hoạ)', role: 'official', unit_code: '23344' } });
  scene.invitation = JSON.stringify(invited).match(/\/invitation#([\w-]+)/)?.[1] ?? '';
  scene.account = (await admin('/accounts?limit=50')).items.find((each) => each.name === 'ngoclinh').id;
  scene.registered = (await (await as('ngoclinh'))('/households?limit=1')).items[0].id;
}
