// Dates, times, numbers and counts as Vietnamese offices write them. Everything shown is UTC+7, whatever zone the
// device is set to; there is no daylight saving, so a fixed shift is exact.
import type { Lang } from '../api/types';

const SHIFT_MS = 7 * 3_600_000;
const MINUTE_MS = 60_000;
const pad = (n: number) => String(n).padStart(2, '0');

type Time = string | Date;
const local = (time: Time) => new Date(new Date(time).getTime() + SHIFT_MS);

/** 14:05 */
export function clock(time: Time): string {
  const t = local(time);
  return `${pad(t.getUTCHours())}:${pad(t.getUTCMinutes())}`;
}

/** 24/11/2026 */
export function date(time: Time): string {
  const t = local(time);
  return `${pad(t.getUTCDate())}/${pad(t.getUTCMonth() + 1)}/${t.getUTCFullYear()}`;
}

/** 14:05 24/11/2026; only 14:05 when it is the day of `now`. */
export function moment(time: Time, now: Time): string {
  return date(time) === date(now) ? clock(time) : `${clock(time)} ${date(time)}`;
}

/** 14 giờ 05 ngày 24/11/2026 – for sentences and signed summaries. */
export function longMoment(time: Time, lang: Lang): string {
  const [hour, minute] = clock(time).split(':');
  return lang === 'vi' ? `${hour} giờ ${minute} ngày ${date(time)}` : `${clock(time)} on ${date(time)}`;
}

/** 1.234,5 in Vietnamese, 1,234.5 in English. */
export function number(value: number, lang: Lang, digits = 1): string {
  const [whole = '0', fraction] = String(Number(Math.abs(value).toFixed(digits))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'vi' ? '.' : ',');
  const sign = value < 0 ? '−' : '';
  return sign + grouped + (fraction ? (lang === 'vi' ? ',' : '.') + fraction : '');
}

/** 48 hộ/170 khẩu – people are never counted in one of the two alone. */
export function householdsPeople(households: number, people: number, lang: Lang): string {
  const [h, p] = [number(households, lang), number(people, lang)];
  return lang === 'vi' ? `${h} hộ/${p} khẩu` : `${h} households / ${p} people`;
}

/** 12,5 ha */
export const hectares = (areaM2: number, lang: Lang) => `${number(areaM2 / 10_000, lang)} ha`;

/** 35 phút · 2 giờ 05 phút · 3 ngày 4 giờ. Whole minutes, towards zero: what is left is never flattered. */
export function duration(ms: number, lang: Lang): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const vi = lang === 'vi';
  if (d > 0) return vi ? `${d} ngày${h > 0 ? ` ${h} giờ` : ''}` : `${d} d${h > 0 ? ` ${h} h` : ''}`;
  if (h > 0) return vi ? `${h} giờ${m > 0 ? ` ${pad(m)} phút` : ''}` : `${h} h${m > 0 ? ` ${pad(m)} min` : ''}`;
  return vi ? `${m} phút` : `${m} min`;
}

export interface Due { late: boolean; words: string }
/** “còn 35 phút” before the hour, “quá hạn 12 phút” after it. The minute of the hour itself is “đến hạn”. */
export function due(at: Time, now: Time, lang: Lang): Due {
  const left = new Date(at).getTime() - new Date(now).getTime();
  if (left <= -MINUTE_MS) {
    return { late: true, words: (lang === 'vi' ? 'quá hạn ' : 'overdue by ') + duration(left, lang) };
  }
  if (left < MINUTE_MS) return { late: false, words: lang === 'vi' ? 'đến hạn' : 'due now' };
  return { late: false, words: lang === 'vi' ? `còn ${duration(left, lang)}` : `${duration(left, lang)} left` };
}

/** “12 phút trước”, for the age of things. */
export function ago(at: Time, now: Time, lang: Lang): string {
  const passed = new Date(now).getTime() - new Date(at).getTime();
  if (passed < MINUTE_MS) return lang === 'vi' ? 'vừa xong' : 'just now';
  return lang === 'vi' ? `${duration(passed, lang)} trước` : `${duration(passed, lang)} ago`;
}

/** The UTC instant of a “hh:mm” on the UTC+7 day of `now`; an hour still to come means the day before. */
export function instantOf(hhmm: string, now: Time): string | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(hhmm.trim());
  if (!match) return null;
  const t = local(now);
  let utc = Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), t.getUTCDate(), Number(match[1]), Number(match[2])) - SHIFT_MS;
  if (utc > new Date(now).getTime()) utc -= 24 * 3_600_000;
  return new Date(utc).toISOString();
}

/** A key for search: tones and đ folded. For matching only, never for identity: Ba Tơ and Ba Tô are two communes. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
}
