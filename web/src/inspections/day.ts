// Days as people type them. Pure.
import { readDay } from '../shared/wall';

/** “30/11”, “30112026”, “301126” → 2026-11-30; null where it is no day. The keys of a telephone have no stroke. */
export function dayOf(text: string, today: string): string | null {
  const digits = /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(text.trim());
  return readDay(digits ? [digits[1], digits[2], digits[3]].filter(Boolean).join('/') : text, today);
}
