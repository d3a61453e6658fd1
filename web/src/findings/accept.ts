// Accepting a finding until a day: what the form holds, what is wrong with it, and when it runs out. Pure.
import { dayFromText, dayText } from '../plans/days';

export interface Draft { until: string; reason: string }
export const FIELDS = ['until', 'reason'] as const;
export type AcceptField = (typeof FIELDS)[number];
export type Fault = 'day' | 'past' | 'far' | 'reason' | 'long';
/** As the server has it. */
const MOST_REASON = 500;

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
export const dayAfter = (day: string, days: number): string => new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10);
/** Whole days from one to the other; below nought where `to` is past. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY_MS);

/** The same day of the next year: the longest there is. */
export function lastDay(today: string): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const next = new Date(Date.UTC(year + 1, month - 1, day));
  // 29 February has no twin: the last of its month.
  return (next.getUTCMonth() === month - 1 ? next : new Date(Date.UTC(year + 1, month, 0))).toISOString().slice(0, 10);
}

export function faultsIn(draft: Draft, today: string): Partial<Record<AcceptField, Fault>> {
  const day = dayFromText(draft.until);
  const reason = draft.reason.trim();
  const until = day === null ? 'day' : day < today ? 'past' : day > lastDay(today) ? 'far' : null;
  const why = reason === '' ? 'reason' : [...reason].length > MOST_REASON ? 'long' : null;
  return { ...(until && { until }), ...(why && { reason: why }) };
}

/** Days that are chosen with one tap, as they stand in the field. */
export const quickDays = (today: string): { key: 'in7' | 'in30' | 'yearEnd'; day: string }[] => [
  { key: 'in7', day: dayText(dayAfter(today, 7)) },
  { key: 'in30', day: dayText(dayAfter(today, 30)) },
  { key: 'yearEnd', day: dayText(`${today.slice(0, 4)}-12-31`) },
];

/** How an acceptance stands today. */
export function standing(until: string, today: string): { over: boolean; left: number } {
  const left = daysBetween(today, until);
  return { over: left < 0, left };
}
