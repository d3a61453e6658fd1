// Days as people write them, for asking the log.
import { dateFromText } from '../shared/grid/values';

/** The first moment, in UTC, after the UTC+7 day “24/11/2026”: what was before it includes that whole day. */
export function startOfNextDay(text: string): string | null {
  const day = dateFromText(text);
  if (day === null) return null;
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + 24 * 3_600_000).toISOString();
}
