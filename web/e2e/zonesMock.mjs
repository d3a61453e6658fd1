// What a server answers to measuring, cutting, joining, moving and importing zones, in the agreed shapes. A mock knows
// nothing: figures follow the area, a split writes nothing. It is for looking at the screens before the server can.
const ringArea = (ring) => Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + (x - ring[i][0]) * (y + ring[i][1]), 0) / 2) * 111_320 ** 2 * Math.cos((15 * Math.PI) / 180);
const areaOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates).reduce((sum, polygon) => sum + polygon.reduce((part, ring, i) => part + (i === 0 ? 1 : -1) * ringArea(ring), 0), 0);

function measured(geometry) {
  const area_m2 = areaOf(geometry);
  const households = Math.round(area_m2 / 30_000);
  const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0][0];
  const doubled = ring.length > 6;
  return {
    area_m2, figures: { households, people: households * 4, vulnerable: Math.round(households * 0.8), property: { livestock: households * 3, motorbikes: households, boats: 0, rice_tonnes: Math.round(households / 2) } },
    faults: doubled ? [{ code: 'duplicate_vertex', at: ring[1], text: { vi: 'Hai góc liền nhau trùng một chỗ.', en: 'Two corners in a row are at one place.' } }] : [],
    repair: doubled ? { geometry: { type: 'Polygon', coordinates: [[...ring.slice(0, 2), ...ring.slice(3)]] }, changes: [{ vi: 'Bỏ 1 góc trùng.', en: 'One doubled corner is taken away.' }], area_before_m2: area_m2, area_after_m2: area_m2 * 0.999 } : null,
    outside_commune_share: 0.034, overlaps: area_m2 > 3e6 ? [{ code: 'NL-SL-02', name: 'Sườn núi Đăk Na', share: 0.021 }] : [],
  };
}

export async function mockZones(context, base, what) {
  const json = (route, body, status = 200) => route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(body) });
  await context.route('**/api/v1/zones/measure', (route) => json(route, measured(route.request().postDataJSON().geometry)));
  await context.route(/\/zones\/(split|merge|move)$/, async (route) => {
    const version = await context.request.get(route.request().url().replace(/\/zones\/\w+$/, ''));
    return json(route, await version.json());
  });
  if (what === 'lineage') return;
  await context.route(/\/api\/v1\/(zones|shelters)\/import\?/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const communes = await (await context.request.get(`${base}/api/v1/admin-units?format=geojson`)).json();
    const { status, body } = imported(query, route.request().postDataBuffer(), communes);
    return json(route, body, status);
  });
}

/** Easting and northing on the ellipsoid of VN-2000 by a central meridian: near enough to draw a test file with. */
function projected([lon, lat], meridian) {
  const [a, f, k, rad] = [6378137, 1 / 298.257223563, 0.9999, Math.PI / 180];
  const [e2, phi] = [f * (2 - f), lat * rad];
  const [n, t, c] = [a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2), Math.tan(phi) ** 2, (e2 / (1 - e2)) * Math.cos(phi) ** 2];
  const x = (lon - meridian) * rad * Math.cos(phi);
  const m = a * ((1 - e2 / 4 - (3 * e2 ** 2) / 64) * phi - ((3 * e2) / 8 + (3 * e2 ** 2) / 32) * Math.sin(2 * phi) + ((15 * e2 ** 2) / 256) * Math.sin(4 * phi));
  return [500_000 + k * n * (x + ((1 - t + c) * x ** 3) / 6), k * (m + n * Math.tan(phi) * (x ** 2 / 2 + ((5 - t + 9 * c + 4 * c * c) * x ** 4) / 24))].map((metres) => Math.round(metres * 1000) / 1000);
}
const NAMES = ['Sườn núi sau làng', 'Taluy dương đường liên thôn', 'Khu dân cư ven suối Đăk Na', 'Đồi trường tiểu học'];
function square(i, x, y, s) {
  // Every ninth is drawn across itself, as hands do.
  const ring = i % 9 === 5 ? [[x, y], [x + s, y + s], [x + s, y], [x + s * 0.2, y + s * 1.2], [x, y]] : [[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]];
  return ring;
}
const feature = (i, ring, properties) => ({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { MA_VUNG: i % 12 === 7 ? '' : `NL-MH-${String(i + 1).padStart(3, '0')}`, TEN: NAMES[i % 4], CAP: 2 + (i % 3), ...properties } });
const asFile = (name, features, rows) => ({ name, mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', rows, features })) });

/** A file as the land office of Kon Tum made them: VN-2000 numbers by 107°30', and no word of it. */
export const importFile = ([lon, lat]) => asFile('vung-sat-lo-2024.geojson', Array.from({ length: 24 }, (_, i) => feature(i, square(i, lon + (i % 6) * 0.008 - 0.024, lat + Math.floor(i / 6) * 0.008 - 0.016, 0.005).map((at) => projected(at, 107.5)), {})), 24);
/** A file of many: degrees, sound. */
export const bigFile = ([lon, lat]) => asFile('toan-tinh.geojson', Array.from({ length: 5000 }, (_, i) => feature(8, square(0, lon + (i % 80) * 0.0006 - 0.024, lat + Math.floor(i / 80) * 0.0006 - 0.018, 0.0004), { MA_VUNG: `TT-${i + 1}` })), 5000);

const L = (vi, en) => ({ vi, en });
function imported(query, bytes, communes) {
  const rows = JSON.parse(bytes.toString()).rows ?? 24;
  const dry_run = query.get('dry_run') === 'true';
  const crs = query.get('crs') ?? 'auto';
  const known = rows > 100 || crs !== 'auto';
  const shift = crs === 'EPSG:5898' ? 0.5 : 0;
  const named = communes.features.filter((each) => each.properties.kind !== 'province' && each.properties.lon);
  const mapped = rows > 100 || (query.get('map') ?? '').includes('evacuate_from_level');
  const repairAll = query.get('repair') === 'all';
  const fates = ['added', 'added', 'changed', 'unchanged', 'added', repairAll ? 'repaired' : 'held', 'added', 'refused'];
  const items = Array.from({ length: rows }, (_, i) => {
    const commune = named[i % Math.min(named.length, rows > 100 ? 40 : 3)].properties;
    const [x, y, s] = [commune.lon + shift + ((i * 7) % 11) * 0.008 - 0.04, commune.lat + ((i * 5) % 9) * 0.008 - 0.03, 0.004 + (i % 4) * 0.001];
    const fate = known ? fates[i % fates.length] : 'held';
    const at = [x + s / 2, y + s / 2];
    const geometry = { type: 'Polygon', coordinates: [fate === 'held' && known ? [[x, y], [x + s, y + s], [x + s, y], [x, y + s], [x, y]] : [[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]]] };
    const area_m2 = areaOf({ type: 'Polygon', coordinates: [[[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]]] });
    return {
      place: L(`đối tượng ${i + 1}`, `feature ${i + 1}`), code: `NL-SL-${String(i + 1).padStart(2, '0')}`, name: ['Sườn núi sau làng', 'Taluy dương đường liên thôn', 'Khu dân cư ven suối Đăk Na', 'Đồi trường tiểu học'][i % 4], hazard: 'landslide', commune_code: commune.code, commune_name: commune.name, level: 2 + (i % 3), fate,
      reasons: fate === 'refused' ? [L('Không có mã vùng: cột MA_VUNG trống.', 'No code: the column MA_VUNG is empty.')] : fate === 'changed' ? [L('Ranh đổi: 3,1 ha thành 3,4 ha.', 'The outline changes: 3.1 ha to 3.4 ha.')] : fate === 'held' && known ? [L('Ranh vùng tự cắt. Có bản sửa đề nghị, chờ chọn.', 'The outline crosses itself. A repair is offered and waits.')] : [],
      faults: fate === 'held' && known ? [{ code: 'self_intersection', at, text: L('Ranh tự cắt tại đây.', 'The outline crosses itself here.') }] : [],
      repair: fate === 'held' && known ? { geometry: { type: 'Polygon', coordinates: [[[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]]] }, changes: [L('Xếp lại thứ tự 2 góc.', 'Two corners are put in order.')], area_before_m2: area_m2 * 0.5, area_after_m2: area_m2 } : null,
      geometry, area_m2,
    };
  });
  const counts = { added: 0, changed: 0, unchanged: 0, repaired: 0, refused: 0, held: 0 };
  for (const item of items) counts[item.fate] += 1;
  const option = (value, vi, en, inside, by) => ({ value, label: L(vi, en), inside_commune: inside, of: rows, bounds: [107.75 + by, 14.9, 108.05 + by, 15.1] });
  const questions = known ? [] : [{
    code: 'meridian', text: L('Tệp không ghi kinh tuyến trục. Toạ độ hợp với hai cách đọc dưới đây; mỗi cách đặt vùng ở một chỗ khác nhau, cách nhau khoảng 54 km.', 'The file does not say its central meridian. The numbers fit two readings below, about 54 km apart.'),
    options: [option('EPSG:9216', 'Kinh tuyến trục 107°30\' (Kon Tum trước 01/7/2025)', 'Central meridian 107°30\' (Kon Tum before 01/7/2025)', rows - 1, 0), option('EPSG:5898', 'Kinh tuyến trục 108°00\' (Quảng Ngãi)', 'Central meridian 108°00\' (Quảng Ngãi)', 3, 0.5)],
  }];
  const body = {
    dry_run, file: { format: 'geojson', crs_stated: 'missing', crs_words: null, features: rows },
    crs: { epsg: crs === 'EPSG:5898' ? 5898 : 9216, name: L('VN-2000, kinh tuyến trục 107°30\', múi 3°', 'VN-2000, central meridian 107°30\', 3° zone'), axis: 'xy' }, questions,
    mapping: [
      { field: 'code', property: 'MA_VUNG', candidates: ['MA_VUNG', 'TEN', 'CAP', 'XA'] }, { field: 'name', property: 'TEN', candidates: ['TEN', 'MA_VUNG', 'GHICHU'] }, { field: 'commune', property: 'XA', candidates: ['XA', 'GHICHU'] },
      { field: 'hazard', property: null, candidates: ['GHICHU'] }, { field: 'evacuate_from_level', property: mapped ? 'CAP' : null, candidates: ['CAP', 'GHICHU'] },
    ],
    items, remarks: [L('Chữ trong tệp theo bảng mã TCVN3, đã chuyển sang Unicode.', 'The text was in TCVN3 and is converted to Unicode.')], counts,
    summary: L(`${dry_run ? 'Sẽ' : 'Đã'} thêm ${counts.added} vùng, sửa ${counts.changed} vùng; ${counts.refused} dòng không nhận.`, `${counts.added} added, ${counts.changed} changed, ${counts.refused} refused.`),
  };
  if (!dry_run && questions.length > 0) return { status: 409, body: { type: '/problems/import-questions', title: 'Còn câu hỏi', detail: 'Còn câu hỏi về tệp chưa trả lời.', status: 409, draft: body } };
  return { status: 200, body };
}
