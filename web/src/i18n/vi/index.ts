import { app } from './app';
import { common } from './common';
import { demo } from './demo';

/** Of bulletins only what announces one on every page; their other words come with the pages that show them (alerts.ts). */
const announced = {
  noHeadline: 'Bản tin không có tiêu đề',
  msgType: { Alert: 'Phát tin', Update: 'Cập nhật', Cancel: 'Huỷ tin', Ack: 'Đã nhận', Error: 'Báo lỗi' },
} as const;

/**
 * Vietnamese is the language of the service; English mirrors it key by key (words.test.ts holds them together). These
 * are the words of every page; `room`, `desk` and the others come with the pages that say them.
 */
export const vi = { ...common, app, alerts: announced, demo } as const;
