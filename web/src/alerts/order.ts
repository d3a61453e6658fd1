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

const isFor = (decision: Decision) => decision.outcome !== 'not_triggered';

/** What was decided of one plan: the plan's own reason, and its zones for and against. */
export interface PlanDecisions { plan: Decision['plan']; own: Decision | null; zones: Decision[]; touched: number; isFor: boolean }

/** Decisions by plan: those that call for something first, then by plan code. A plan is for when it, or a zone of it, is. */
export function byPlan(decisions: Decision[]): PlanDecisions[] {
  const plans = new Map<string, PlanDecisions>();
  for (const decision of decisions) {
    const of = plans.get(decision.plan.id) ?? { plan: decision.plan, own: null, zones: [], touched: 0, isFor: false };
    if (decision.zone) of.zones.push(decision);
    else of.own = decision;
    of.touched += Number(decision.zone !== null && isFor(decision));
    of.isFor ||= isFor(decision);
    plans.set(decision.plan.id, of);
  }
  return [...plans.values()].sort((a, b) => Number(b.isFor) - Number(a.isFor) || b.touched - a.touched || a.plan.code.localeCompare(b.plan.code, 'vi'));
}
