import { expect, test } from 'vitest';
import type { OwedState, OwedTask } from '../api/inspections';
import { daysBetween, letterMates, shelved, shelfOf, SHELVES, toRemind } from './owed';

const task = (id: string, state: OwedState, overdue_days: number, due_on = '2026-11-20', unit_code = 'a'): OwedTask => ({
  id, state, overdue_days, due_on, unit_code, unit_name: unit_code, inspection_id: 'i', inspection_name: '', record_id: 'r', subject: { key: '', unit_code, unit_name: '', place: null },
  ordered_by: '', ordered_by_name: '', point_code: '1', point: { vi: '', en: '' }, remark: '', responsible: { name: '', position: '', phone: '' }, reminders: 0, level: 0, proposal: null, revision: 1, demonstration: false,
  may: { report: false, confirm: false, remind: false },
});

test('late is what is past its day and still with the unit; what was reported waits for the inspectors', () => {
  expect(shelfOf(task('1', 'open', 3))).toBe('overdue');
  expect(shelfOf(task('1', 'sent_back', 1))).toBe('overdue');
  expect(shelfOf(task('1', 'reported', 9))).toBe('reported');
  expect(shelfOf(task('1', 'open', 0))).toBe('open');
});

test('each task stands on one shelf, the longest overdue first', () => {
  const shelves = shelved([task('1', 'open', 2, '2026-11-18'), task('2', 'open', 9, '2026-11-11'), task('3', 'confirmed', 0), task('4', 'voided', 0)]);
  expect(shelves.overdue.map((each) => each.id)).toEqual(['2', '1']);
  expect(SHELVES.reduce((sum, shelf) => sum + shelves[shelf].length, 0)).toBe(4);
});

test('a letter names together what one unit is late with', () => {
  const first = task('1', 'open', 2);
  expect(letterMates(first, [first, task('2', 'open', 1), task('3', 'open', 0), task('4', 'open', 5, '2026-11-01', 'b')]).map((each) => each.id)).toEqual(['1', '2']);
});

test('a reminder is called for by the rule, and only where this person may give it', () => {
  const late = (due: boolean, remind: boolean): OwedTask => ({ ...task('1', 'open', 2), may: { report: false, confirm: false, remind }, proposal: { level: 1, to: 'responsible', name: '', overdue_days: 2, due, words: { vi: '', en: '' } } });
  expect([late(true, true), late(false, true), late(true, false)].map((each) => toRemind([each]).length)).toEqual([1, 0, 0]);
});

test('days between days', () => expect([daysBetween('2026-11-28', '2026-12-02'), daysBetween('2026-12-02', '2026-11-28')]).toEqual([4, -4]));
