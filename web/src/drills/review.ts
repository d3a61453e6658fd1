// Looking back: the steps of a round in order, where it stuck, how long a bar is. Pure.
import type { ReviewedRole, ReviewedRound, RoundReview } from '../moves/types';

/** What is waited for, counted from the order. */
export type Step = 'first' | 'half' | 'last' | 'cleared' | 'return_allowed';
/** The way out; going home may take days and is no bottleneck. */
export const WAY_OUT: readonly Step[] = ['first', 'half', 'last', 'cleared'];

export function minutesTo(review: RoundReview, step: Step): number | null {
  switch (step) {
    case 'first': return review.minutes_to_first_departure;
    case 'half': return review.minutes_to_half;
    case 'last': return review.minutes_to_last_departure;
    case 'cleared': return review.minutes_to_stage.cleared ?? null;
    case 'return_allowed': return review.minutes_to_stage.return_allowed ?? null;
  }
}

export type Point = 'proposed' | 'decided' | 'ordered' | Step;
export interface Leg { from: Point; to: Point; minutes: number }

/** The stretches between the points that were reached; what was reached before its turn took no time. */
export function legsOf(review: RoundReview): Leg[] {
  const legs: Leg[] = review.minutes_to_decision === null ? [] : [{ from: 'proposed', to: 'decided', minutes: review.minutes_to_decision }];
  let [from, at]: [Point, number] = ['ordered', 0];
  for (const step of WAY_OUT) {
    const minutes = minutesTo(review, step);
    if (minutes === null) continue;
    legs.push({ from, to: step, minutes: Math.max(0, minutes - at) });
    [from, at] = [step, Math.max(at, minutes)];
  }
  return legs;
}

/** Where a round stuck: at its longest stretch; where it was never cleared, after the last point that it reached. */
export function stuckAt(review: RoundReview): { never: true; after: Point } | { never: false; leg: Leg } | null {
  const legs = legsOf(review);
  if (minutesTo(review, 'cleared') === null) return { never: true, after: legs.filter((leg) => leg.from !== 'proposed').at(-1)?.to ?? 'ordered' };
  const leg = legs.reduce<Leg | null>((longest, each) => (longest && longest.minutes >= each.minutes ? longest : each), null);
  return leg && leg.minutes > 0 ? { never: false, leg } : null;
}

/** The longest time of all steps of the way out: a full bar. */
export const longest = (rounds: readonly ReviewedRound[]): number =>
  Math.max(1, ...rounds.flatMap(({ review }) => WAY_OUT.map((step) => minutesTo(review, step) ?? 0)));

/** The one round that took longest to a step; nothing where fewer than two reached it, or two took as long. */
export function slowestTo(rounds: readonly ReviewedRound[], step: Step): string | null {
  const reached = rounds.flatMap((round) => { const minutes = minutesTo(round.review, step); return minutes === null ? [] : [{ id: round.checklist_id, minutes }]; });
  reached.sort((a, b) => b.minutes - a.minutes);
  const [first, second] = reached;
  return first && second && first.minutes > second.minutes ? first.id : null;
}

export interface ReviewFigures { households: number; unreached: number; refused: number; zones: number; cleared: number; tasks: number; late: number; undone: number }
export function figuresOf(rounds: readonly ReviewedRound[], roles: readonly ReviewedRole[]): ReviewFigures {
  const sum = <T,>(of: readonly T[], one: (each: T) => number) => of.reduce((total, each) => total + one(each), 0);
  return {
    households: sum(rounds, ({ review }) => review.households), unreached: sum(rounds, ({ review }) => review.never_reached.length),
    refused: sum(rounds, ({ review }) => review.refused.length), zones: rounds.length, cleared: rounds.filter(({ review }) => minutesTo(review, 'cleared') !== null).length,
    tasks: sum(roles, ({ review }) => review.tasks), late: sum(roles, ({ review }) => review.late), undone: sum(roles, ({ review }) => review.never_done),
  };
}

const collator = new Intl.Collator('vi', { numeric: true });
/** Those of a state, village by village, by code: as somebody will go round. */
export function byVillage(round: ReviewedRound, ids: readonly string[]): { village: string; households: ReviewedRound['unreached'] }[] {
  const wanted = new Set(ids);
  const found = round.unreached.filter((each) => wanted.has(each.id));
  const villages = [...new Set(found.map((each) => each.village))].sort(collator.compare);
  const name = (each: ReviewedRound['unreached'][number]) => each.code || (each.label ?? '');
  return villages.map((village) => ({ village, households: found.filter((each) => each.village === village).sort((a, b) => collator.compare(name(a), name(b))) }));
}
