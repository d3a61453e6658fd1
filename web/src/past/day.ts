// The day a map shows, in the page's address: `?ngay=2026-10-05`. Without it the map is of today. Pure.

/** A day of the calendar, yyyy-mm-dd; null for anything else. */
export function dayOf(text: string | null): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : null;
}

/** The past day in an address; today and days to come are no past. */
export function pastDayIn(search: string, today: string): string | null {
  const day = dayOf(new URLSearchParams(search).get('ngay'));
  return day && day < today ? day : null;
}

/** The Vietnamese day of an instant, yyyy-mm-dd. */
export const dayAt = (time: Date): string => new Date(time.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

/** The same address on another day; null for today. */
export function withDay(path: string, search: string, day: string | null): string {
  const query = new URLSearchParams(search);
  if (day) query.set('ngay', day);
  else query.delete('ngay');
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
