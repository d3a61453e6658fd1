// The clock on the wall: days and hours as people type them, UTC+7 whatever zone the device is set to. Pure.

const SHIFT_MS = 7 * 3_600_000;
const FIVE_MIN_MS = 300_000;

/** 2026-11-30T02:05 on the clock on the wall; rounded down to five minutes, as papers are dated. */
export const wallTime = (at: Date): string => new Date(Math.floor(at.getTime() / FIVE_MIN_MS) * FIVE_MIN_MS + SHIFT_MS).toISOString().slice(0, 16);

/** The instant of a time of the wall; null where it is none. */
export function instantOfWall(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}:00+07:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** “30/11”, “30-11-26”, “30.11.2026” → 2026-11-30; a year that is not written is that of `today`. */
export function readDay(text: string, today: string): string | null {
  const match = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [day, month] = [Number(match[1]), Number(match[2])];
  const year = match[3] ? Number(match[3].length === 2 ? `20${match[3]}` : match[3]) : Number(today.slice(0, 4));
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCDate() === day && at.getUTCMonth() === month - 1 ? at.toISOString().slice(0, 10) : null;
}

/** “2:05”, “0205”, “2h05”, “14 giờ”, “14 giờ 30 phút” → 02:05. */
export function readHour(text: string): string | null {
  const said = text.trim().toLowerCase().normalize('NFC');
  const match = /^(\d{1,2})(\d{2})$/.exec(said) ?? /^(\d{1,2})\s*(?:(?:[:.hg]|giờ)\s*(\d{1,2})?)?\s*(?:p|phút)?$/.exec(said);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null;
}

/** What is shown of a value: the two texts. A value that is no time is what was typed, day and hour parted by T. */
export function textsOf(value: string): { day: string; hour: string } {
  const [first = '', hour = ''] = value.split('T');
  const day = /^\d{4}-\d{2}-\d{2}$/.test(first) ? first.split('-').reverse().join('/') : first;
  return { day, hour };
}

/** The value of two texts: a time of the wall, nothing, or what was typed, so that it can be called wrong and mended. */
export function valueOf(day: string, hour: string, now: Date): string {
  if (!day.trim() && !hour.trim()) return '';
  const today = wallTime(now).slice(0, 10);
  const read = { day: day.trim() ? readDay(day, today) : today, hour: readHour(hour) };
  return read.day && read.hour ? `${read.day}T${read.hour}` : `${day.trim()}T${hour.trim()}`;
}
