// Made-up content for the page of parts.
import type { Conflict } from '../shared/edit/merge';
import type { GridColumn, GridRow } from '../shared/grid/types';

export const ANNEX: GridColumn[] = [
  { key: 'name', kind: 'text', heading: { vi: 'Họ tên', en: 'Name' }, required: true },
  { key: 'role', kind: 'choice', heading: { vi: 'Thành phần', en: 'Force' }, choices: [
    { code: 'militia', name: { vi: 'Dân quân', en: 'Militia' } }, { code: 'police', name: { vi: 'Công an xã', en: 'Police' } },
    { code: 'youth', name: { vi: 'Đoàn thanh niên', en: 'Youth union' } }, { code: 'health', name: { vi: 'Y tế', en: 'Health' } },
  ] },
  { key: 'people', kind: 'integer', heading: { vi: 'Số người', en: 'People' } },
  { key: 'boats', kind: 'integer', heading: { vi: 'Xuồng', en: 'Boats' } },
  { key: 'since', kind: 'date', heading: { vi: 'Từ ngày', en: 'Since' } },
  { key: 'phone', kind: 'phone', heading: { vi: 'Điện thoại', en: 'Telephone' } },
  { key: 'duty', kind: 'longtext', heading: { vi: 'Nhiệm vụ', en: 'Duty' } },
];

export const FORCES: GridRow[] = [
  { name: 'A Ví Dụ', role: 'militia', people: 12, boats: 2, since: '2026-09-01', phone: '0905123456', duty: 'Báo từng hộ ở thôn 1, thôn 2.\nGiúp người già, trẻ em ra xe.' },
  { name: 'Y Thử', role: 'police', people: 5, boats: 0, since: '2026-09-01', phone: '0912345678', duty: 'Chốt ngầm tràn Đăk Tờ Kan' },
  { name: 'Trần Thị Mẫu', role: 'health', people: 3, boats: null, since: '31/09/2026', phone: '0935222333', duty: 'Sơ cứu tại điểm sơ tán' },
  { name: 'A Thí', role: 'nhà trường', people: 'khoảng 8', boats: 1, since: null, phone: '0912345678', duty: null },
];

export const LONG: GridRow[] = Array.from({ length: 600 }, (_, i) => ({
  name: `Hộ ${i + 1}`, role: 'militia', people: 1 + (i % 7), boats: i % 3, since: '2026-09-01', phone: '0905123456', duty: null,
}));

export const PART = {
  situation: 'Xã có **9 thôn**, 1.234 hộ/4.870 khẩu, địa hình dốc.\n\n### Nơi nguy hiểm\n\n- Thôn 1: sạt lở năm 2020\n- Thôn 3: ngầm tràn ngập khi mưa trên 100 mm',
  forces: 'Đội xung kích 60 người.',
};

const L = (vi: string, en: string) => ({ vi, en });
export const conflict: Conflict = {
  base_revision: 3, current_revision: 5, overlapping: ['/situation'],
  changes: [
    { pointer: '/situation', label: L('I. Đặc điểm, tình hình', 'I. Situation'), by: 'Lê Thị Bình', at: '2026-11-24T07:05:00.000Z', base: PART.situation, current: `${PART.situation}\n- Thôn 5: vết nứt trên taluy, dài 40 m` },
    { pointer: '/forces', label: L('II. Lực lượng, phương tiện', 'II. Forces'), by: 'Lê Thị Bình', at: '2026-11-24T07:06:00.000Z', base: PART.forces, current: 'Đội xung kích 64 người, 3 xuồng.' },
  ],
};
