import { expect, test } from 'vitest';
import type { AllocationRow } from '../../api/allocation';
import { levelOf } from '../levels';
import type { PlanZone } from '../types';
import { askFrom, askOf, besideCounts, inOrder, linesOf, stillChosen, takeable, takenAs } from './rows';

const row = (n: number, more: Partial<AllocationRow> = {}): AllocationRow =>
  ({ n, zone: 'SL-1', shelter: 'A', shelter_name: 'A', shelter_commune: '', people: 10, vulnerable: null, households: null, villages: [], distance_m: null, longest_m: null, basis: null, beside: 'new', current_people: null, accepted_at: null, accepted_by: null, ...more });

test('zone by zone as people count, what changes first', () =>
  expect(inOrder([row(1, { zone: 'SL-10' }), row(2, { zone: 'SL-2', beside: 'same' }), row(3, { zone: 'SL-2', beside: 'dropped' }), row(4, { zone: 'SL-2' })]).map((each) => each.n)).toEqual([4, 3, 2, 1]));
test('what was taken, and what the draft says already, cannot be taken again', () => {
  const rows = [row(1), row(2, { accepted_at: '2026-11-30T00:00:00Z' }), row(3, { beside: 'same' }), row(4, { beside: 'dropped', people: 0 })];
  expect(takeable(rows)).toEqual([1, 4]);
  expect(takenAs(rows, new Set([1, 4]))).toEqual([1, 4]);
  expect(takenAs(rows.filter((each) => each.accepted_at === null), new Set([1, 4]))).toBe('all');
  expect(takenAs(rows, new Set([4]))).toEqual([4]);
  expect([...stillChosen(rows, new Set([1, 2, 9]))]).toEqual([1]);
  expect(besideCounts(rows)).toEqual({ new: 2, same: 1, dropped: 1, moved: 0 });
});
test('a line runs from the middle of a zone to its shelter, the more people the wider', () => {
  const zone = { geometry: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] }, properties: { code: 'SL-1' } } as unknown as PlanZone;
  const lines = linesOf([row(1), row(2, { shelter: 'B', people: 0, beside: 'dropped' }), row(3, { shelter: 'nowhere' })], [zone], [{ code: 'A', lon: 5, lat: 1 }, { code: 'B', lon: 0, lat: 9 }]);
  expect(lines.map((line) => line.geometry)).toEqual([{ type: 'LineString', coordinates: [[1, 1], [5, 1]] }, { type: 'LineString', coordinates: [[1, 1], [0, 9]] }]);
  expect(lines.map((line) => [line.properties?.width, line.properties?.people])).toEqual([[8, '10'], [2, '']]);
});
test('a question is read as people type it', () => {
  expect(askOf({ level: '2', by: 'household', km: '2,5', keep: true, minutes: '120' })).toEqual({ ask: { level: levelOf(2), by: 'household', max_distance_m: 2500, keep_villages: true, lead_minutes: 120 } });
  expect(askOf({ level: '3', by: 'zone', km: '', keep: false, minutes: '' })).toEqual({ ask: { level: levelOf(3), by: 'zone' } });
});
test('what cannot be a question is named field by field', () =>
  expect(askOf({ level: '', by: 'zone', km: 'xa', keep: false, minutes: '0' })).toEqual({ faults: ['level', 'km', 'minutes'] }));
test('a proposal is asked for anew with its own conditions', () =>
  expect(askFrom({ level: levelOf(2), by: 'zone', max_distance_m: 4000, keep_villages: false, lead_minutes: 90 })).toEqual({ level: levelOf(2), by: 'zone', max_distance_m: 4000, lead_minutes: 90 }));
