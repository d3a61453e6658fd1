// What a server answers about sources, quarantine, bulletins typed in, local signs and mapping tables, in the agreed
// shapes. A mock knows nothing: figures are invented. It is for looking at the screens before the server can.
const L = (vi, en) => ({ vi, en });
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const source = (code, name, url, enabled, health, more = {}) => ({
  id: `00000000-0000-7000-8000-${String(code.length).padStart(4, '0')}${Buffer.from(code).toString('hex').slice(0, 8).padEnd(8, '0')}`, code, name, url, format: 'auto', snapshot: false, enabled, demonstration: false, every_seconds: 300,
  also_hosts: [], senders: [], oid: null, note: null, etag: '"1"',
  health: { state: enabled ? 'speaking' : 'never_heard', last_success_at: null, last_new_alert_at: null, last_attempt_at: null, data_at: null, consecutive_failures: 0, last_error: null, last_note: null, next_attempt_at: null, ...health }, ...more,
});

const sources = [
  source('nchmf', 'Trung tâm Dự báo khí tượng thủy văn quốc gia', 'https://nchmf.example.vn/cap/index.atom', true, { last_success_at: ago(3), last_new_alert_at: ago(47), last_attempt_at: ago(3), data_at: ago(47), next_attempt_at: ago(-2) }, { senders: ['nchmf@example.vn'], note: L('Hỏi không dày hơn 3 phút một lần. Bản tin dùng lại phải ghi rõ nguồn.', 'Not more often than every 3 minutes. Name the source when a bulletin is used again.') }),
  source('luquetsatlo', 'Cảnh báo lũ quét, sạt lở đất', 'https://luquetsatlo.example.vn/', true, { state: 'late', last_success_at: ago(2), last_new_alert_at: ago(500), last_attempt_at: ago(2), data_at: ago(420), next_attempt_at: ago(-8), last_note: L('Máy chủ trả lời, nhưng dữ liệu mới nhất là của 7 giờ trước.', 'The server answers, but its newest data is of 7 hours ago.') }, { format: 'luquetsatlo', snapshot: true, every_seconds: 600 }),
  source('dai-tinh', 'Đài Khí tượng thủy văn tỉnh Quảng Ngãi', 'https://dai.example.vn/rss', true, { state: 'failing', last_success_at: ago(190), last_new_alert_at: ago(1300), last_attempt_at: ago(1), consecutive_failures: 12, next_attempt_at: ago(-15), last_error: L('Máy chủ không trả lời trong 10 giây.', 'The server did not answer within 10 seconds.') }),
  source('muc-nuoc', 'Mực nước hồ chứa', 'https://ho.example.vn/cap.xml', true, { state: 'never_heard', last_attempt_at: ago(1), next_attempt_at: ago(-4) }),
  source('gdacs', 'GDACS', 'https://gdacs.example.org/rss.xml', false, {}, { format: 'gdacs_rss', note: L('Tin toàn cầu về bão, động đất; không thay bản tin của cơ quan Việt Nam.', 'World-wide news of storms and earthquakes; it does not take the place of Vietnamese bulletins.') }),
  source('hko', 'Đài Thiên văn Hồng Kông', 'https://hko.example.hk/cap', false, {}),
];
const quarantine = [
  { id: '00000000-0000-7000-8000-0000000000a1', received_at: ago(22), url: 'https://dai.example.vn/cap/2026-118.xml', source_code: 'dai-tinh', state: 'quarantined', content_type: 'application/cap+xml', sha256: 'a'.repeat(64), reasons: [L('Thiếu thẻ “sent”: không biết bản tin phát lúc nào.', '“sent” is missing: nobody knows when it was issued.'), L('Vùng thứ 2 không khép kín.', 'The second area is not closed.')] },
  { id: '00000000-0000-7000-8000-0000000000a2', received_at: ago(160), url: null, source_code: null, state: 'stored', content_type: 'text/xml', sha256: 'b'.repeat(64), reasons: [L('Người phát “thu@nghiem.vn” không có trong danh sách của nguồn.', 'The sender “thu@nghiem.vn” is not on the list of the source.')] },
];
const words = [['vi', 'bão', 'storm'], ['vi', 'lũ quét', 'flash_flood'], ['vi', 'sạt lở đất', 'landslide'], ['vi', 'thông báo', null], ['en', 'typhoon', 'storm'], ['en', 'flash flood', 'flash_flood']]
  .map(([language, text, hazard]) => ({ id: null, language, words: text, hazard, shipped: true, changed_by: null, changed_at: null }));
words.push({ id: 'own1', language: 'vi', words: 'nước dâng cao ven suối', hazard: 'flood', shipped: false, changed_by: 'Quản trị', changed_at: ago(4000) });
const codes = [['same', 'TYW', 'storm'], ['same', 'FFW', 'flash_flood'], ['oet', 'OET-056', 'landslide']].map(([list, code, hazard]) => ({ id: null, list, code, hazard, shipped: true, changed_by: null, changed_at: null }));

/** Answers instead of a server that does not know these yet. `seen` collects what was sent. */
export async function mockAlerts(context, seen) {
  const json = (route, body, status = 200) => route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(body) });
  const on = (pattern, answer) => context.route(pattern, (route) => {
    const request = route.request();
    const method = request.method();
    if (method !== 'GET') seen.push({ method, path: new URL(request.url()).pathname, body: request.postDataJSON(), ifMatch: request.headers()['if-match'] ?? null });
    return answer(route, method, request);
  });
  const firstAlert = async (route) => (await (await context.request.get(new URL('/api/v1/alerts?limit=1', route.request().url()).href)).json()).items[0]?.id ?? '00000000-0000-7000-8000-000000000001';
  await context.route(/\/api\/v1\/session$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json().catch(() => null);
    if (body?.permissions && ['admin', 'approver', 'editor', 'official'].includes(body.account?.role)) body.permissions = [...new Set([...body.permissions, 'report_alert', ...(body.account.role === 'admin' ? ['manage_sources'] : [])])];
    return route.fulfill({ response, json: body });
  });
  await on(/\/api\/v1\/alert-sources$/, (route, method, request) => {
    if (method === 'GET') return json(route, { items: sources, next: null });
    const added = source(request.postDataJSON().code, request.postDataJSON().name, request.postDataJSON().url, true, { state: 'never_heard' });
    sources.push(added);
    return json(route, added, 201);
  });
  await on(/\/api\/v1\/alert-sources\/[^/]+$/, (route, method, request) => {
    const found = sources.find((each) => request.url().endsWith(each.id));
    if (request.headers()['if-match'] !== found.etag) return json(route, { title: 'precondition', status: 412, detail: 'Đã có người sửa nguồn này.' }, 412);
    Object.assign(found, request.postDataJSON());
    
    return json(route, found);
  });
  await on(/\/api\/v1\/alert-sources\/silence/, (route) => json(route, {
    items: [{ commune_code: '23365', commune_name: 'Xã Ngọc Linh', hazards: ['landslide', 'flash_flood'], zones: 4, sources: ['nchmf'], last_heard_at: null, sentence: { vi: 'Chưa nhận được tin cảnh báo nào cho nơi này (nguồn: NCHMF). Không có dữ liệu không có nghĩa là không có cảnh báo.', en: 'No alerts have been received for this place so far (source: NCHMF). No data does not mean that there is no alert.' } }],
    next: null, zones: 4, communes: 1, checked_at: new Date().toISOString(),
  }));
  await on(/\/api\/v1\/alert-sources\/[^/]+\/poll$/, (route) => json(route, { source: 'nchmf', unchanged: false, documents: 3, new_alerts: 2, known_alerts: 1, quarantined: 1, postponed: 0, error: null }));
  await on(/\/api\/v1\/quarantine(\?|$)/, (route) => json(route, { items: quarantine, next: null }));
  await on(/\/api\/v1\/quarantine\/[^/]+\/raw$/, (route) => route.fulfill({ contentType: 'text/plain; charset=utf-8', body: `<?xml version="1.0"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n  <identifier>2026-118</identifier>\n  <sender>dai@example.vn</sender>\n  <!-- ${'rất dài '.repeat(80)} -->\n</alert>\n` }));
  await on(/\/api\/v1\/quarantine\/[^/]+\/retry$/, async (route, _, request) => json(route, request.url().includes('a1') ? { state: 'quarantined', alerts: [], reasons: quarantine[0].reasons.slice(0, 1) } : { state: 'stored', alerts: [await firstAlert(route)], reasons: [] }));
  await on(/\/api\/v1\/bulletins$/, async (route) => json(route, { id: await firstAlert(route), outcome: 'stored', zones: 12, proposals: 3 }, 201));
  await on(/\/api\/v1\/local-sign-kinds$/, (route) => json(route, { items: [] }));
  await on(/\/api\/v1\/local-signs$/, async (route) => json(route, { id: await firstAlert(route), outcome: 'stored', zones: 2, proposals: 0 }, 201));
  for (const [name, list] of [['words', words], ['codes', codes]]) {
    await on(new RegExp(`/api/v1/hazard-${name}(\\?|$)`), (route, method, request) => {
      if (method === 'GET') return json(route, { items: list, next: null });
      const entry = { id: `own${list.length}`, shipped: false, changed_by: 'Quản trị', changed_at: ago(0), ...request.postDataJSON() };
      list.push(entry);
      return json(route, entry, 201);
    });
    await on(new RegExp(`/api/v1/hazard-${name}/own[^/]*$`), (route, _, request) => {
      list.splice(list.findIndex((entry) => request.url().endsWith(entry.id)), 1);
      return route.fulfill({ status: 204 });
    });
  }
  await on(/\/api\/v1\/hazard-words\/try$/, (route, _, request) => {
    const found = words.find((entry) => entry.hazard && request.postDataJSON().text.toLowerCase().includes(entry.words));
    return json(route, found ? { hazard: found.hazard, ground: L(`chữ “${found.words}” trong bảng đối chiếu`, `the words “${found.words}” of the table`) } : { hazard: null, ground: null });
  });
  await context.route(/\/api\/v1\/alerts(\?|\/[0-9a-f-]{36}$)/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const body = await response.json();
    for (const alert of body.items ?? [body]) {
      Object.assign(alert, { severity: 'Severe', certainty: 'Likely', urgency: 'Expected', source_name: 'Nguồn bản tin minh hoạ', decided: alert.decided ?? { proposed: 2, needs_person: 1, not_triggered: 4 }, hazard_ground: L('mã sự kiện “OET-079” của OASIS', 'event code “OET-079” of OASIS') });
      if (alert.infos?.length === 1) alert.infos.push({ ...alert.infos[0], language: 'en-US', headline: 'Flash flood and landslide warning', description: 'Heavy rain goes on.', instruction: null });
      if (alert.chain) alert.chain = [{ id: null, sender: alert.sender, identifier: 'never-seen', sent: new Date(Date.parse(alert.chain[0].sent) - 5 * 3600_000).toISOString(), msg_type: null }, ...alert.chain];
    }
    return route.fulfill({ response, json: body });
  });
}
