// Days as offices write them, dd/mm/yyyy, and as the wire does, yyyy-mm-dd.

export const dayText = (iso: string | null | undefined): string => {
  const [y, m, d] = (iso ?? '').split('-');
  return y && m && d ? `${d}/${m}/${y}` : '';
};

/** Null where it is no day of the calendar. */
export function dayFromText(text: string): string | null {
  const [, d, m, y] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? [];
  if (!d || !m || !y) return null;
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const time = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso) ? iso : null;
}
