import { expect, test } from 'vitest';
import type { Decision } from '../api/types';
import { byPlan } from './order';

const decision = (plan: string, zone: string | null, outcome: Decision['outcome']) =>
  ({ plan: { id: plan, code: plan }, zone: zone && { id: zone, code: zone, name: zone }, outcome, reason: { vi: '', en: '' } }) as Decision;

test('plans that call for something come first, with how many of their zones', () => {
  const plans = byPlan([
    decision('PA-1', null, 'not_triggered'), decision('PA-1', 'A', 'not_triggered'),
    decision('PA-2', null, 'proposed'), decision('PA-2', 'B', 'proposed'), decision('PA-2', 'C', 'not_triggered'),
  ]);
  expect(plans.map((p) => [p.plan.code, p.isFor, p.touched, p.zones.length])).toEqual([['PA-2', true, 1, 2], ['PA-1', false, 0, 1]]);
});

test('a plan that needs a person is for, though no zone is', () => {
  expect(byPlan([decision('PA-3', null, 'needs_person')])[0]).toMatchObject({ isFor: true, touched: 0 });
});
