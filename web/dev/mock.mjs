// Development only: answers the HTTP contract with made-up data, so that screens can be worked on without the program.
//   node dev/mock.mjs [PORT]        serves /api/v1, and dist/ when it is built
// It is honest about being a mock: /meta says demonstration, and nothing here is shipped or tested against.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const PORT = Number(process.argv[2] ?? 8080);
const DIST = new URL('../dist/', import.meta.url).pathname;
const MIN = 60_000;
const at = (minutes) => new Date(Date.now() + minutes * MIN).toISOString();
const L = (vi, en) => ({ vi, en });
const risk = (value) => ({ scale: 'disaster_risk', value });
let serial = 0;
const id = (kind) => `${kind}-${String((serial += 1)).padStart(4, '0')}`;
const hexagon = (lon, lat, r) => [[...Array(7).keys()].map((i) => [lon + r * Math.cos((i % 6) * Math.PI / 3 + lat), lat + r * 0.9 * Math.sin((i % 6) * Math.PI / 3 + lat)])];

// --- places -------------------------------------------------------------------------------------------------------
const COMMUNES = [['23365', 'Xã Ngọc Linh', 107.936, 15.109], ['23446', 'Xã Măng Ri', 108.027, 14.918], ['23344', 'Xã Đăk Plô', 107.669, 15.21], ['23293', 'Phường Kon Tum', 108.013, 14.355], ['23356', 'Xã Xốp', 107.835, 15.119], ['23341', 'Xã Đăk Pék', 107.743, 15.067], ['23425', 'Xã Tu Mơ Rông', 107.965, 14.818], ['23500', 'Xã Đăk Hà', 107.928, 14.463]];
const commune = (code) => COMMUNES.find((c) => c[0] === code);
function communes() {
  // With a file of real boundaries at hand, the map can be judged; without it, hexagons do.
  const file = process.env.UNGPHO_COMMUNES;
  if (file) {
    const all = JSON.parse(readFileSync(file, 'utf8')).features.filter((f) => f.properties.old_province === 'Kon Tum');
    return all.map((f) => ({ ...f, properties: { code: f.properties.code, name: `${f.properties.type === 'phường' || f.properties.type === 'Phường' ? 'Phường' : 'Xã'} ${f.properties.name.replace(/^(Xã|Phường) /, '')}`, kind: 'commune', parent_code: '51', lon: f.properties.lon, lat: f.properties.lat, boundary: 'approximate', valid_from: '2025-07-01', valid_to: null } }));
  }
  return COMMUNES.map(([code, name, lon, lat]) => ({ type: 'Feature', geometry: { type: 'Polygon', coordinates: hexagon(lon, lat, 0.07) }, properties: { code, name, kind: name.startsWith('Phường') ? 'ward' : 'commune', parent_code: '51', lon, lat, boundary: 'approximate', valid_from: '2025-07-01', valid_to: null } }));
}
const VILLAGES = ['Đăk Dền', 'Tu Rằng', 'Lê Vân', 'Kon Tua', 'Măng Lỡ', 'Tân Rát', 'Long Láy', 'Ngọc Lâng'];
const zones = [];
function zone(code, hazard, communeCode, dx, dy, households, village) {
  const [, communeName, lon, lat] = commune(communeCode);
  const people = Math.round(households * 4.1);
  zones.push({ type: 'Feature', id: code, geometry: { type: 'Polygon', coordinates: hexagon(lon + dx, lat + dy, 0.012) }, properties: { id: `zone-${code}`, code, hazard, name: `${hazard === 'landslide' ? 'Sườn taluy' : hazard === 'flood' ? 'Bãi thấp ven sông Đăk Bla' : 'Khu dân cư'} thôn ${village}`, village: `Thôn ${village}`, commune_code: communeCode, commune_name: communeName, evacuate_from_level: risk(hazard === 'landslide' ? 2 : 3), status: 'in_force', revision: 1, state: 'normal', households, people, vulnerable: Math.round(people / 5), property: { livestock: households * 3, motorbikes: households, boats: hazard === 'flood' ? 4 : 0, rice_tonnes: households * 0.6 }, area_m2: 182_000, demonstration: true } });
}
[['NL-01', 0, 0, 48], ['NL-02', 0.035, 0.02, 31], ['NL-03', -0.03, 0.03, 22], ['NL-04', 0.02, -0.035, 37], ['NL-05', -0.035, -0.02, 19], ['NL-06', 0.045, -0.01, 27]].forEach(([c, x, y, h], i) => zone(c, 'storm', '23365', x, y, h, VILLAGES[i]));
[['MR-01', 0.02, 0.03, 41], ['MR-02', -0.02, 0.01, 26]].forEach(([c, x, y, h], i) => zone(c, 'storm', '23446', x, y, h, VILLAGES[i + 4]));
[['DP-01', 0.02, 0.01, 33], ['DP-02', -0.03, -0.03, 18], ['DP-03', 0.06, -0.05, 12]].forEach(([c, x, y, h], i) => zone(c, 'landslide', '23344', x, y, h, ['Pêng Lang', 'Đăk Book', 'Bung Tôn'][i]));
[['KT-01', 0.01, -0.01, 64], ['KT-02', -0.02, 0.01, 52]].forEach(([c, x, y, h], i) => zone(c, 'flood', '23293', x, y, h, ['Kon Klor', 'Plei Tơ Nghia'][i]));
const Z = (code) => zones.find((z) => z.properties.code === code).properties;
const shelters = [['S-01', 'Trường PTDTBT THCS Ngọc Linh', 'school', '23365', 0.005, 0.012, 320], ['S-02', 'Nhà văn hoá thôn Lê Vân', 'village_hall', '23365', -0.02, 0.045, 90], ['S-03', 'Trụ sở UBND xã Măng Ri', 'office', '23446', 0, 0, 150], ['S-04', 'Nhà rông thôn Đăk Book', 'communal_house', '23344', -0.01, -0.02, 120]].map(([code, name, kind, c, dx, dy, capacity]) => ({ id: code, code, name, kind, commune_code: c, commune_name: commune(c)[1], capacity, suitable_for: ['storm', 'landslide'], lon: commune(c)[2] + dx, lat: commune(c)[3] + dy, keeper_phone: '0260 3 800 000', demonstration: true }));

// --- people ---------------------------------------------------------------------------------------------------------
const ACCOUNTS = [['chutich', 'A Phương', 'approver', '23365', 'Xã Ngọc Linh'], ['canbo', 'Y Hot', 'official', '23365', 'Xã Ngọc Linh'], ['quantri', 'Nguyễn Thị Hạnh', 'admin', null, null], ['xem', 'Trần Văn Bình', 'viewer', null, null]].map(([name, display_name, role, unit_code, unit_name]) => ({ name, display_name, role, unit_code, unit_name, password: 'minh-hoa' }));
const PERMISSIONS = { approver: ['confirm_activation', 'tick_task'], admin: ['confirm_activation', 'tick_task', 'push_alert'], official: ['tick_task'], viewer: [] };
const sessions = new Map();

// --- bulletins ------------------------------------------------------------------------------------------------------
const alerts = [];
const box = (w, s, e, n) => ({ type: 'MultiPolygon', coordinates: [[[[w, s], [e, s], [e + 0.04, (s + n) / 2], [e, n], [w, n], [w - 0.05, (s + n) / 2 + 0.03], [w, s]]]] });
function bulletin({ key, msg, headline, level, hazard, hazardName, sent, expires, geometry, state = 'current', chain, description, official = true, place = 'located', area }) {
  const alert = { id: `alert-${key}`, sender: 'minhhoa@ungpho.example', identifier: `VN-MH-${key}`, sent, received_at: sent, status: 'Actual', msg_type: msg, scope: 'Public', event: headline.split(',')[0], headline, sender_name: 'Đài KTTV minh hoạ', hazard, hazard_name: hazardName, level: level && { value: risk(level), official }, onset: at(150), effective: sent, expires, expires_assumed: false, state, source_code: 'minh-hoa', demonstration: true, event_id: 'event-1', place, area_desc: area, infos: [{ language: 'vi-VN', event: headline, headline, description, instruction: 'Khẩn trương rà soát, di dời dân khỏi khu vực nguy hiểm; cấm người ở lại lều, chòi trên rẫy.', category: ['Met'], response_type: ['Evacuate'], urgency: 'Expected', severity: 'Severe', certainty: 'Likely', effective: sent, onset: at(150), expires, areas: [] }], references: [], chain: [], geometry, remarks: [], signed: false, signature_verified: false };
  alerts.unshift(alert);
  for (const each of chain) each.chain = chain.map((c) => ({ id: c.id, sender: c.sender, identifier: c.identifier, sent: c.sent, msg_type: c.msg_type }));
  alert.chain = [...chain, alert].map((c) => ({ id: c.id, sender: c.sender, identifier: c.identifier, sent: c.sent, msg_type: c.msg_type }));
  for (const each of chain) { each.chain = alert.chain; each.state = msg === 'Cancel' ? 'cancelled' : 'superseded'; }
  return alert;
}
const STORM = { hazard: 'storm', hazardName: L('bão', 'storm') };
bulletin({ key: '0007', msg: 'Alert', headline: 'Tin mưa dông không rõ khu vực', level: null, hazard: null, hazardName: null, sent: at(-200), expires: null, geometry: null, chain: [], place: 'unknown', area: '', description: 'Bản tin thiếu hình và mã địa bàn.' });
const landslide = bulletin({ key: '0011', msg: 'Alert', headline: 'Cảnh báo sạt lở đất, xã Đăk Plô', level: 2, official: false, hazard: 'landslide', hazardName: L('sạt lở đất', 'landslide'), sent: at(-190), expires: at(400), geometry: box(107.6, 15.14, 107.75, 15.27), chain: [], area: 'Xã Đăk Plô', description: 'Mưa 24 giờ qua 168 mm. Nguy cơ sạt lở cao trên các sườn dốc.' });
const storm = bulletin({ key: '0013', msg: 'Alert', headline: 'Tin bão khẩn cấp, cơn bão số 13', level: 4, ...STORM, sent: at(-22), expires: at(1500), geometry: box(107.84, 15.03, 108.03, 15.19), chain: [], area: 'Phía bắc tỉnh Quảng Ngãi, vùng Ngọc Linh', description: 'Hồi 10 giờ, vị trí tâm bão ở khoảng 15,1 độ vĩ bắc; sức gió mạnh nhất cấp 12, giật cấp 15.\nCấp độ rủi ro thiên tai: cấp 4.' });

// --- activations ----------------------------------------------------------------------------------------------------
const audit = [];
const log = (actor, action, subject, detail) => audit.unshift({ id: id('audit'), at: at(0), actor, action, subject_kind: 'activation', subject_id: subject, alert_id: null, detail });
const activations = [];
const checklists = [];
const PLAN = { storm: { id: 'plan-1', code: 'PA-BAO-23365', title: 'Phương án ứng phó bão xã Ngọc Linh', hazard: 'storm', hazard_name: L('bão', 'storm'), commune_code: '23365', commune_name: 'Xã Ngọc Linh', version_n: 3 }, landslide: { id: 'plan-2', code: 'PA-SLD-23344', title: 'Phương án ứng phó sạt lở đất xã Đăk Plô', hazard: 'landslide', hazard_name: L('sạt lở đất', 'landslide'), commune_code: '23344', commune_name: 'Xã Đăk Plô', version_n: 2 } };
const EVENT = { id: 'event-1', name: L('Đợt bão số 13, tháng 11/2026', 'Storm no. 13, November 2026'), kind: 'real', started_at: at(-300), closed_at: null, demonstration: true };
const inside = (share) => L(`Vùng nằm ${share}% trong khu vực bản tin; di dời từ cấp 3, bản tin cấp 4`, `${share}% of the zone lies in the bulletin's area; relocate from level 3, bulletin level 4`);
const azone = (code, reason, state = 'proposed') => ({ zone_id: Z(code).id, code, name: Z(code).name, village: Z(code).village, state, households: Z(code).households, people: Z(code).people, reason, checklist_id: null });
function activation(plan, alert, level, codes, against) {
  const a = { id: id('activation'), status: 'proposed', event: { id: EVENT.id, name: EVENT.name, kind: EVENT.kind }, plan, alert: { id: alert.id, headline: alert.headline, sender: alert.sender_name, sent: alert.sent, msg_type: alert.msg_type, expires: alert.expires }, level, mode: 'escalate_after', proposed_at: alert.sent, escalate_at: at(38), escalated_at: null, decided_at: null, decided_by: null, decision_remark: null, figures: {}, zones: codes, against, pending: { open: [], stand_down: [], words: null }, demonstration: true, etag: '1' };
  activations.unshift(a);
  refresh(a);
  return a;
}
function refresh(a) {
  const of = a.zones.map((z) => zones.find((x) => x.properties.id === z.zone_id).properties);
  const sum = (f) => of.reduce((n, z) => n + f(z), 0);
  const tasks = checklists.filter((c) => c.activation_id === a.id).flatMap((c) => c.tasks);
  a.figures = { zones: of.length, households: sum((z) => z.households), people: sum((z) => z.people), vulnerable: sum((z) => z.vulnerable), property: { livestock: sum((z) => z.property.livestock), motorbikes: sum((z) => z.property.motorbikes), boats: sum((z) => z.property.boats), rice_tonnes: Math.round(sum((z) => z.property.rice_tonnes)) }, tasks_total: tasks.length, tasks_done: tasks.filter((t) => t.state !== 'open').length };
  for (const z of a.zones) {
    const props = zones.find((x) => x.properties.id === z.zone_id).properties;
    const list = checklists.find((c) => c.id === z.checklist_id);
    const people = list?.tasks.filter((t) => t.subject === 'people') ?? [];
    const done = people.filter((t) => t.state !== 'open').length;
    props.state = a.status === 'declined' ? 'normal' : z.state === 'proposed' ? 'prepare' : z.state === 'stood_down' ? 'stood_down' : done === 0 ? 'order' : done < people.length ? 'clearing' : 'cleared';
  }
  a.etag = String(Number(a.etag) + 1);
}
const TASKS = [['before', 'command', 'Nhận bản tin, xác nhận, ghi giờ vào sổ trực', 'Receive and log the bulletin', 'duty', L('Trực ban', 'Duty officer'), -140], ['before', 'people', 'Thông báo từng hộ, ưu tiên hộ có người già, trẻ nhỏ, phụ nữ mang thai', 'Tell every household, the vulnerable first', 'village_head', L('Trưởng thôn', 'Village head'), -85], ['before', 'people', 'Rà soát danh sách hộ, đánh dấu người cần cõng, cáng', 'Review the household list, mark who must be carried', 'village_head', L('Trưởng thôn', 'Village head'), -60], ['before', 'people', 'Mở, kiểm tra điểm sơ tán; đường đến điểm còn đi được', 'Open and check the shelter and the way to it', 'principal', L('Hiệu trưởng', 'Head teacher'), -45], ['before', 'property', 'Đưa xe máy, thóc lúa lên nơi cao', 'Move motorbikes and rice to high ground', 'shock_team', L('Tổ xung kích thôn', 'Village shock team'), -60], ['before', 'property', 'Lùa trâu, bò về bãi tập trung', 'Drive livestock to the gathering ground', 'farmers', L('Hội Nông dân', 'Farmers’ union'), -50], ['before', 'property', 'Cắt điện, khoá gas, dập lửa bếp', 'Cut power and gas, put out hearths', 'shock_team', L('Tổ xung kích thôn', 'Village shock team'), -20], ['during', 'people', 'Đưa người theo đợt, điểm danh tại nơi đi', 'Move people in turns, roll call at departure', 'police', L('Công an xã', 'Commune police'), 0], ['during', 'people', 'Điểm danh tại điểm sơ tán, đối chiếu với nơi đi', 'Roll call at the shelter, compare with departure', 'principal', L('Hiệu trưởng', 'Head teacher'), 60], ['during', 'property', 'Chốt chặn, cắm biển, tuần tra nhà trống', 'Road block, signs, guard empty houses', 'police', L('Công an xã', 'Commune police'), 60], ['during', 'command', 'Báo cáo nhanh số hộ/khẩu đã sơ tán', 'Quick report of households/people moved', 'officer', L('Công chức NN-MT', 'Officer'), 120], ['after', 'people', 'Kiểm tra nhà, vết nứt, nguồn nước trước khi cho trở về', 'Check houses, cracks, water before return', 'standing', L('Ban CHQS xã', 'Commune military command'), null], ['after', 'property', 'Thống kê thiệt hại tài sản từng hộ', 'Record property damage by household', 'officer', L('Công chức NN-MT', 'Officer'), null]];
const progress = (c) => Object.fromEntries(['people', 'property', 'command'].map((s) => { const of = c.tasks.filter((t) => t.subject === s); return [s, { total: of.length, done: of.filter((t) => t.state !== 'open').length }]; }));
function openZones(a) {
  for (const z of a.zones.filter((each) => each.state === 'proposed')) {
    const p = Z(z.code);
    const c = { id: id('checklist'), activation_id: a.id, zone: { id: p.id, code: p.code, name: p.name, village: p.village, hazard: p.hazard, commune_name: p.commune_name }, state: 'open', opened_at: at(0), onset: at(112), onset_basis: 'onset', households: p.households, people: p.people, vulnerable: p.vulnerable, property: p.property, destinations: shelters.filter((s) => s.commune_code === p.commune_code), tasks: TASKS.map(([phase, subject, vi, en, role, role_name, due], i) => ({ id: id('task'), position: i + 1, phase, subject, role, role_name, title: L(vi, en), due_at: due === null ? null : at(112 + due), state: 'open', remark: null, done_at: null, changed_by: null, changed_at: null, revision: 1, etag: '1' })) };
    checklists.push(c);
    z.checklist_id = c.id;
    z.state = 'open';
  }
}
const summary = ({ tasks, ...c }) => ({ ...c, tasks_total: tasks.length, tasks_done: tasks.filter((t) => t.state !== 'open').length, overdue: tasks.filter((t) => t.state === 'open' && t.due_at && Date.parse(t.due_at) < Date.now() - MIN).length, progress: progress({ tasks }) });
const advice = L('Mưa 168 mm/24 giờ vượt ngưỡng 150 mm của phương án', 'Rain of 168 mm/24 h exceeds the plan’s threshold of 150 mm');
const first = activation(PLAN.landslide, landslide, { value: risk(2), official: false }, [azone('DP-01', advice), azone('DP-02', advice)], []);
openZones(first);
Object.assign(first, { status: 'active', decided_at: at(-150), decided_by: 'A Phương', escalate_at: null });
for (const c of checklists) for (const t of c.tasks.slice(0, c.zone.code === 'DP-01' ? 5 : 2)) Object.assign(t, { state: 'done', done_at: at(-40), changed_at: at(-40), changed_by: 'Y Hot', revision: 2, etag: '2' });
Object.assign(checklists[0].tasks[2], { state: 'not_applicable', remark: 'Không có người cần cáng, cõng' });
checklists[0].tasks.forEach((t) => { if (t.state === 'open' && t.due_at) t.due_at = new Date(Date.parse(t.due_at) - 104 * MIN).toISOString(); });
refresh(first);
log('A Phương', 'confirm', first.id, L('kích hoạt phương án, 2 vùng', 'activated the plan, 2 zones'));
activation(PLAN.storm, storm, { value: risk(4), official: true }, [['NL-01', 100], ['NL-02', 100], ['NL-03', 96.5], ['NL-04', 100], ['NL-05', 100], ['NL-06', 71.2]].map(([c, s]) => azone(c, inside(String(s).replace('.', ',')))), [{ zone_id: Z('MR-01').id, code: 'MR-01', name: Z('MR-01').name, reason: L('Cách khu vực bản tin 11,4 km', '11.4 km from the bulletin’s area') }, { zone_id: Z('MR-02').id, code: 'MR-02', name: Z('MR-02').name, reason: L('Cách khu vực bản tin 11,4 km', '11.4 km from the bulletin’s area') }, { zone_id: Z('DP-03').id, code: 'DP-03', name: Z('DP-03').name, reason: L('Vùng của loại thiên tai khác (sạt lở đất)', 'Zone of another hazard (landslide)') }]);

// --- the demonstration feed -------------------------------------------------------------------------------------------
const steps = [
  { identifier: 'VN-MH-0014', msg_type: 'Update', run() {
    const a = activations.find((x) => x.plan === PLAN.storm);
    const up = bulletin({ key: '0014', msg: 'Update', headline: 'Tin bão khẩn cấp, cơn bão số 13 (cập nhật, mở rộng)', level: 4, ...STORM, sent: at(0), expires: at(1600), geometry: box(107.84, 14.86, 108.12, 15.19), chain: [storm], area: 'Vùng Ngọc Linh, Măng Ri', description: 'Bão mở rộng về phía nam.' });
    a.alert = { ...a.alert, id: up.id, headline: up.headline, sent: up.sent, msg_type: 'Update' };
    a.zones.push(azone('MR-01', inside('100')), azone('MR-02', inside('88,4')));
    a.pending = { open: [Z('MR-01').id, Z('MR-02').id], stand_down: [], words: L('Bản tin cập nhật mở rộng về phía nam, chạm thêm 2 vùng xã Măng Ri.', 'The update reaches further south and touches 2 more zones in Măng Ri.') };
    refresh(a);
    return [a];
  } },
  { identifier: 'VN-MH-0015', msg_type: 'Cancel', run() {
    const a = activations.find((x) => x.plan === PLAN.storm);
    const up = bulletin({ key: '0015', msg: 'Cancel', headline: 'Huỷ tin bão khẩn cấp, cơn bão số 13', level: null, ...STORM, sent: at(0), expires: null, geometry: null, state: 'cancelled', chain: alerts.filter((x) => x.hazard === 'storm').reverse(), area: 'Vùng Ngọc Linh, Măng Ri', description: 'Bão đã suy yếu.' });
    a.alert = { ...a.alert, id: up.id, headline: up.headline, sent: up.sent, msg_type: 'Cancel' };
    a.zones = a.zones.filter((z) => z.state !== 'proposed'); // what was only proposed is withdrawn with its bulletin
    for (const z of a.zones) if (z.state === 'open') z.state = 'stand_down_proposed';
    a.pending = { open: [], stand_down: a.zones.filter((z) => z.state === 'stand_down_proposed').map((z) => z.zone_id), words: L('Bản tin đã huỷ lúc này; việc đang làm chưa dừng.', 'The bulletin is cancelled; work has not stopped.') };
    refresh(a);
    return [a];
  } },
];
const published = new Map();

// --- the line, the answers ----------------------------------------------------------------------------------------------
const listeners = new Set();
let eventId = 0;
function tell(kind, fields) {
  const data = `id: ${(eventId += 1)}\nevent: ${kind}\ndata: ${JSON.stringify({ kind, at: at(0), ...fields })}\n\n`;
  for (const each of listeners) each.write(data);
}
setInterval(() => { for (const each of listeners) each.write(': still here\n\n'); }, 15_000).unref();
const json = (status, body, headers = {}) => ({ status, body, headers });
const problem = (status, type, detail) => json(status, { type: `/problems/${type}`, title: type, status, detail }, { 'content-type': 'application/problem+json' });
const page = (items) => json(200, { items, next: null });
const found = (list, wanted) => list.find((x) => x.id === wanted);

function answer(method, path, query, body, who, etag) {
  const [noun, one, sub] = path.split('/').slice(3);
  const session = () => json(200, { account: who && { id: who.name, ...who, password: undefined }, permissions: who ? PERMISSIONS[who.role] : [] });
  if (noun === 'meta') return json(200, { name: 'Ứng Phó (dữ liệu giả để phát triển)', version: '0.1.0-mock', demonstration: true, now: at(0), time_zone: 'Asia/Ho_Chi_Minh', anonymous: 'viewer', demo_accounts: ACCOUNTS });
  if (noun === 'session') {
    if (method === 'DELETE') return json(204, null, { 'set-cookie': 'mock=; Path=/; Max-Age=0' });
    if (method === 'GET') return session();
    who = ACCOUNTS.find((a) => a.name === body.name && a.password === body.password);
    if (!who) return problem(401, 'sign-in-failed', 'Sai tên đăng nhập hoặc mật khẩu.');
    const key = Math.random().toString(36).slice(2);
    sessions.set(key, who);
    return { ...session(), headers: { 'set-cookie': `mock=${key}; Path=/; HttpOnly; SameSite=Lax` } };
  }
  if (noun === 'events') return page([EVENT]);
  if (noun === 'admin-units') return json(200, { type: 'FeatureCollection', features: communes() });
  if (noun === 'zones') return json(200, { type: 'FeatureCollection', features: zones, items: zones, next: null });
  if (noun === 'shelters') return page(shelters);
  if (noun === 'alert-sources' && !one) return page([{ id: 's1', code: 'minh-hoa', name: 'Đài KTTV minh hoạ', url: 'http://127.0.0.1/feed', format: 'auto', enabled: true, demonstration: true }, { id: 's2', code: 'nchmf', name: 'NCHMF (minh hoạ)', url: 'http://127.0.0.1/nchmf', format: 'auto', enabled: true, demonstration: true }]);
  if (noun === 'alert-sources') return json(200, one === 's1' ? { state: 'speaking', last_success_at: at(-1), last_new_alert_at: alerts[0].received_at, last_attempt_at: at(-1), consecutive_failures: 0, last_error: null, next_attempt_at: at(1) } : { state: 'silent', last_success_at: at(-2), last_new_alert_at: at(-194), last_attempt_at: at(-2), consecutive_failures: 0, last_error: null, next_attempt_at: at(3) });
  if (noun === 'alerts') {
    if (!one) return page(alerts.map(({ infos, chain, geometry, remarks, ...a }) => a));
    const a = found(alerts, one);
    if (!a) return problem(404, 'not-found', 'Không có bản tin này.');
    const touching = activations.filter((x) => a.chain.some((c) => c.id === x.alert.id));
    if (sub === 'zones') { const of = touching.flatMap((x) => x.zones); return json(200, { zones: of.map((z) => ({ id: z.zone_id, code: z.code, relation: 'polygon', overlap_share: 1 })), total: of.length }); }
    if (sub === 'decisions') return page(touching.flatMap((x) => [...x.zones.map((z) => ({ plan: x.plan, zone: { id: z.zone_id, code: z.code, name: z.name }, outcome: 'proposed', reason: z.reason })), ...x.against.map((z) => ({ plan: x.plan, zone: { id: z.zone_id, code: z.code, name: z.name }, outcome: 'not_triggered', reason: z.reason }))]));
    if (sub === 'raw') return { status: 200, body: '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', headers: { 'content-type': 'application/xml' } };
    return json(200, a);
  }
  if (noun === 'activations') {
    if (!one) return page(activations);
    const a = found(activations, one);
    if (!a) return problem(404, 'not-found', 'Không có đợt ứng phó này.');
    if (sub === 'checklists') return page(checklists.filter((c) => c.activation_id === a.id).map(summary));
    if (!sub) return json(200, a, { etag: `"${a.etag}"` });
    if (!who || !PERMISSIONS[who.role].includes('confirm_activation')) return problem(who ? 403 : 401, 'not-allowed', 'Tài khoản không có quyền này.');
    if (etag !== a.etag) return problem(412, 'stale', 'Đề nghị đã thay đổi.');
    if (sub === 'confirm') { openZones(a); Object.assign(a, { status: 'active', pending: { ...a.pending, open: [], words: null } }); }
    if (sub === 'decline') a.status = 'declined';
    if (sub === 'close') a.status = 'closed';
    if (sub === 'stand-down') {
      for (const z of a.zones) if (z.state === 'stand_down_proposed') { z.state = 'stood_down'; found(checklists, z.checklist_id).state = 'stood_down'; }
      a.pending = { open: [], stand_down: [], words: null };
      if (a.zones.every((z) => z.state === 'stood_down')) a.status = 'stood_down';
    }
    Object.assign(a, { decided_at: at(0), decided_by: who.display_name, decision_remark: body.remark ?? null, escalate_at: null });
    refresh(a);
    log(who.display_name, sub, a.id, { confirm: L(`kích hoạt phương án, ${a.zones.length} vùng`, `activated the plan, ${a.zones.length} zones`), decline: L('không kích hoạt', 'declined'), close: L('đóng đợt ứng phó', 'closed the response'), 'stand-down': L('kết thúc ứng phó tại các vùng', 'ended the response in zones') }[sub]);
    tell('activation', { id: a.id, activation_id: a.id });
    return json(200, a, { etag: `"${a.etag}"` });
  }
  if (noun === 'checklists') { const c = found(checklists, one); return c ? json(200, { ...summary(c), tasks: c.tasks }) : problem(404, 'not-found', 'Không có danh sách này.'); }
  if (noun === 'tasks') {
    const c = checklists.find((x) => found(x.tasks, one));
    const t = found(c.tasks, one);
    if (!who || !PERMISSIONS[who.role].includes('tick_task')) return problem(who ? 403 : 401, 'not-allowed', 'Tài khoản không có quyền này.');
    if (etag !== t.etag) return problem(412, 'stale', 'Việc đã được người khác đổi.');
    Object.assign(t, { state: body.state, remark: body.remark ?? (body.state === 'open' ? null : t.remark), done_at: body.state === 'open' ? null : (body.done_at ?? at(0)), changed_by: who.display_name, changed_at: at(0), revision: t.revision + 1, etag: String(t.revision + 1) });
    const a = found(activations, c.activation_id);
    refresh(a);
    log(who.display_name, 'task', a.id, L(`${c.zone.code}: ${t.title.vi} → ${body.state}`, `${c.zone.code}: ${t.title.en} → ${body.state}`));
    tell('task', { id: t.id, activation_id: a.id, checklist_id: c.id });
    return json(200, t, { etag: `"${t.etag}"` });
  }
  if (noun === 'audit') return page(audit.filter((x) => x.subject_id === query.get('subject')));
  if (noun === 'demo' && method === 'GET') return json(200, { chains: [{ code: 'bao-13', name: L('Bão số 13', 'Storm no. 13'), messages: [{ identifier: storm.identifier, msg_type: 'Alert', published_at: storm.sent }, ...steps.map((s) => ({ identifier: s.identifier, msg_type: s.msg_type, published_at: published.get(s.identifier) ?? null }))] }], next_at: null });
  if (noun === 'demo') {
    const step = steps.find((s) => !published.has(s.identifier));
    if (step) {
      published.set(step.identifier, at(0));
      const changed = step.run();
      tell('alert', { id: alerts[0].id });
      for (const a of changed) tell('activation', { id: a.id, activation_id: a.id });
    }
    return json(200, { published: step ? { identifier: step.identifier, msg_type: step.msg_type } : null, remaining: steps.filter((s) => !published.has(s.identifier)).length });
  }
  return problem(404, 'not-found', 'Không có địa chỉ này.');
}

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.html': 'text/html; charset=utf-8' };
const CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self'; connect-src 'self'";
createServer((request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/')) {
    const file = join(DIST, url.pathname);
    const path = extname(file) && existsSync(file) ? file : join(DIST, 'index.html');
    if (!existsSync(path)) return response.writeHead(404).end('npm run build');
    return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': CSP }).end(readFileSync(path));
  }
  if (url.pathname.endsWith('/stream')) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': here\n\n');
    listeners.add(response);
    return request.on('close', () => listeners.delete(response));
  }
  let text = '';
  request.on('data', (chunk) => { text += chunk; });
  request.on('end', () => {
    const who = sessions.get(/mock=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);
    const { status, body, headers } = answer(request.method, url.pathname, url.searchParams, text ? JSON.parse(text) : {}, who, request.headers['if-match']?.replaceAll('"', ''));
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}).listen(PORT, '127.0.0.1', () => console.log(`mock: http://127.0.0.1:${PORT}`));
