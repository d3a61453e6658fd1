// Which bulletins come first, and which are only for the record. Pure.
import type { AlertSummary, Decision } from '../api/types';
import { levelRank } from '../shared/levels';

/** In effect, to come, or of a place nobody could read: a person should look. */
export const standing = (alert: AlertSummary) => alert.state === 'current' || alert.state === 'upcoming';

/** Place unknown first (unknown is loud), then the gravest, then the newest. */
export function byUrgency(a: AlertSummary, b: AlertSummary): number {
  return Number(b.place === 'unknown') - Number(a.place === 'unknown')
    || levelRank(b.level?.value) - levelRank(a.level?.value)
    || Date.parse(b.sent) - Date.parse(a.sent);
}

/** Reasons for and against, as the panel shows them in two lists. */
export const isFor = (decision: Decision) => decision.outcome !== 'not_triggered';
