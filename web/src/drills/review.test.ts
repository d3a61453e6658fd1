import { expect, test } from 'vitest';
import { household } from '../moves/sample';
import type { ReviewedRole, ReviewedRound, RoundReview } from '../moves/types';
import { byVillage, figuresOf, legsOf, longest, slowestTo, stuckAt } from './review';

const review = (part: Partial<RoundReview> = {}): RoundReview => ({
  began_at: '2026-11-30T01:00:00Z', minutes_to_decision: 12, minutes_to_stage: { ordered: 0, cleared: 140 }, minutes_to_first_departure: 22, minutes_to_half: 75,
  minutes_to_last_departure: 130, households: 30, never_reached: [], refused: [], median_delay_minutes: 4, ...part,
});
const round = (id: string, part: Partial<RoundReview> = {}, more: Partial<ReviewedRound> = {}): ReviewedRound =>
  ({ activation_id: 'a1', checklist_id: id, zone: { code: id.toUpperCase(), name: id }, round: 1, review: review(part), unreached: [], ...more });

test('the way out is cut into stretches between the points that were reached', () => {
  expect(legsOf(review())).toEqual([
    { from: 'proposed', to: 'decided', minutes: 12 }, { from: 'ordered', to: 'first', minutes: 22 }, { from: 'first', to: 'half', minutes: 53 },
    { from: 'half', to: 'last', minutes: 55 }, { from: 'last', to: 'cleared', minutes: 10 },
  ]);
});

test('a point that was not reached is left out, and one before its turn takes no time', () => {
  const legs = legsOf(review({ minutes_to_last_departure: null, minutes_to_half: 20 }));
  expect(legs.map((leg) => [leg.from, leg.to, leg.minutes])).toEqual([['proposed', 'decided', 12], ['ordered', 'first', 22], ['first', 'half', 0], ['half', 'cleared', 118]]);
});

test('a round stuck at its longest stretch, be it the decision', () => {
  expect(stuckAt(review())).toEqual({ never: false, leg: { from: 'half', to: 'last', minutes: 55 } });
  expect(stuckAt(review({ minutes_to_decision: 90 }))).toEqual({ never: false, leg: { from: 'proposed', to: 'decided', minutes: 90 } });
});

test('a round that was never cleared stopped after the last point it reached, even with nobody on the way', () => {
  expect(stuckAt(review({ minutes_to_stage: { ordered: 0 }, minutes_to_last_departure: null }))).toEqual({ never: true, after: 'half' });
  expect(stuckAt(review({ minutes_to_stage: { ordered: 0 }, minutes_to_first_departure: null, minutes_to_half: null, minutes_to_last_departure: null }))).toEqual({ never: true, after: 'ordered' });
});

test('the slowest to a step is named only against another', () => {
  const rounds = [round('c1'), round('c2', { minutes_to_half: 90 }), round('c3', { minutes_to_half: null })];
  expect(slowestTo(rounds, 'half')).toBe('c2');
  expect(slowestTo(rounds, 'first')).toBeNull(); // all the same
  expect(slowestTo([round('c1')], 'half')).toBeNull();
  expect(longest(rounds)).toBe(140);
  expect(longest([round('c1', { minutes_to_stage: { cleared: 140, return_allowed: 2880 } })])).toBe(140); // going home makes no bar short
  expect(longest([])).toBe(1);
});

test('figures of the whole add the zones up', () => {
  const roles: ReviewedRole[] = [{ name: { vi: 'Trưởng thôn', en: 'Village head' }, review: { role: 'village_head', tasks: 6, late: 2, never_done: 1, worst_minutes: 95 } }];
  const rounds = [round('c1', { never_reached: ['r1', 'r2'] }), round('c2', { minutes_to_stage: { ordered: 0 }, refused: ['r3'], households: 10 })];
  expect(figuresOf(rounds, roles)).toEqual({ households: 40, unreached: 2, refused: 1, zones: 2, cleared: 1, tasks: 6, late: 2, undone: 1 });
});

test('households are listed village by village, by code as people count', () => {
  const unreached = [household({ id: 'r1', code: 'A10', village: 'Tu Thó' }), household({ id: 'r2', code: 'A9', village: 'Tu Thó' }), household({ id: 'r3', code: 'B1', village: 'Đăk Dơn' }), household({ id: 'r4', code: 'B2', village: 'Đăk Dơn' })];
  const found = byVillage(round('c1', {}, { unreached }), ['r1', 'r2', 'r3']);
  expect(found.map(({ village, households }) => [village, households.map((each) => each.code)])).toEqual([['Đăk Dơn', ['B1']], ['Tu Thó', ['A9', 'A10']]]);
});
