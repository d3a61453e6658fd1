// What holds for every call, and what is asked outside the base, in words.
import type { L } from '../api/types';

export const STEPS: { name: L; how: L; example?: string }[] = [
  {
    name: { vi: 'Địa chỉ', en: 'Address' },
    how: { vi: 'Mọi lời gọi dưới /api/v1, JSON, tên trường dạng snake_case, mã là UUID, giờ UTC theo RFC 3339. Accept-Language: vi hoặc en chọn ngôn ngữ của lời.', en: 'Everything below /api/v1, JSON, snake_case, ids are UUIDs, times UTC by RFC 3339. Accept-Language: vi or en chooses the language of words.' },
    example: "curl 'ORIGIN/api/v1/lookup?lon=108.05&lat=15.05'",
  },
  {
    name: { vi: 'Mã truy cập', en: 'Token' },
    how: { vi: 'Quản trị tạo tài khoản vai “tích hợp” (hoặc vai khác khi cần) rồi cấp mã truy cập tại Tài khoản; mã chỉ hiện một lần. Gửi kèm trong Authorization. Vai tích hợp đẩy bản tin, đọc vùng, phương án, đợt ứng phó và số liệu; không đọc tên hộ.', en: 'An administrator makes an account with the role “integration” (or another where needed) and issues a token under Accounts; it is shown once. Send it in Authorization. The role integration pushes alerts, reads zones, plans, responses and figures; never names of households.' },
    example: "export TOKEN='…'\ncurl -H \"Authorization: Bearer $TOKEN\" 'ORIGIN/api/v1/zones?limit=10'",
  },
  {
    name: { vi: 'Danh sách', en: 'Lists' },
    how: { vi: 'Luôn là {"items": […], "next": con trỏ hoặc null}. Còn trang sau thì gọi lại với cursor=next. Vùng, ranh giới là GeoJSON FeatureCollection, cũng có next.', en: 'Always {"items": […], "next": a cursor or null}. Where there is more, call again with cursor=next. Zones and outlines are GeoJSON FeatureCollections, with next as well.' },
  },
  {
    name: { vi: 'Sửa không ghi đè', en: 'Changes that overwrite nobody' },
    how: { vi: 'Gửi If-Match với ETag (hoặc revision) đã đọc. Thiếu: 428. Đã có người sửa: 412, đọc lại rồi sửa tiếp. Gửi lại một lệnh: cùng Idempotency-Key thì chỉ tính một lần.', en: 'Send If-Match with the ETag (or revision) that was read. Without it: 428. Changed since: 412, read again and go on from there. A repeated act with the same Idempotency-Key counts once.' },
  },
  {
    name: { vi: 'Từ chối', en: 'Refusals' },
    how: { vi: 'RFC 9457, application/problem+json: type không đổi cho chương trình, detail nói phải làm gì, errors chỉ từng trường (JSON pointer). 429 và 503 có Retry-After.', en: 'RFC 9457, application/problem+json: type is for programs and does not change, detail says what to do, errors name each field (JSON pointer). 429 and 503 carry Retry-After.' },
  },
  {
    name: { vi: 'Nghe thay đổi', en: 'Hearing of changes' },
    how: { vi: 'GET /api/v1/stream (Server-Sent Events): mỗi sự kiện nêu loại, mã, giờ; nối lại bằng Last-Event-ID. Chỉ là tin báo: nội dung đọc ở địa chỉ của nó.', en: 'GET /api/v1/stream (Server-Sent Events): each event names kind, id and time; go on with Last-Event-ID. It only tells that something changed: what it is, is read at its own address.' },
    example: "curl -N -H \"Authorization: Bearer $TOKEN\" 'ORIGIN/api/v1/stream'",
  },
  {
    name: { vi: 'Đẩy bản tin CAP', en: 'Pushing CAP alerts' },
    how: { vi: 'POST /api/v1/alerts với application/cap+xml. Trả 201 khi mới, 200 khi đã có; XML hỏng vẫn được lưu, vào cách ly và nói rõ vì sao.', en: 'POST /api/v1/alerts with application/cap+xml. 201 where it is new, 200 where it is known; broken XML is kept too, in quarantine, with its reasons.' },
    example: "curl -X POST 'ORIGIN/api/v1/alerts' \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Content-Type: application/cap+xml' \\\n  --data-binary @ban-tin.xml",
  },
];

export const OUTSIDE: { path: string; what: L }[] = [
  { path: '/openapi.json', what: { vi: 'Mô tả giao diện này cho máy đọc (OpenAPI 3.1).', en: 'This interface described for machines (OpenAPI 3.1).' } },
  { path: '/ogc', what: { vi: 'OGC API – Features cho QGIS, ArcGIS: zones, shelters, alerts, admin-units.', en: 'OGC API – Features for QGIS, ArcGIS: zones, shelters, alerts, admin-units.' } },
  { path: '/tiles/{collection}/{z}/{x}/{y}.mvt', what: { vi: 'Ô bản đồ véc-tơ; /tiles/zones.json là TileJSON.', en: 'Vector tiles; /tiles/zones.json is the TileJSON.' } },
  { path: '/cap/feed.atom', what: { vi: 'Lệnh do cơ quan ban hành, dạng CAP, cho hệ thống khác lấy; từng lệnh ở /cap/{id}.xml.', en: 'The orders this office issues, as CAP, for other systems to fetch; each at /cap/{id}.xml.' } },
  { path: '/metrics', what: { vi: 'Số liệu vận hành cho hệ thống giám sát (Prometheus).', en: 'Figures of the running program for Prometheus.' } },
  { path: '/healthz · /readyz', what: { vi: 'Chương trình còn chạy; cơ sở dữ liệu trả lời được.', en: 'The program runs; the database answers.' } },
  { path: '/metrics', what: { vi: 'Số đo cho Prometheus.', en: 'Measures for Prometheus.' } },
];
