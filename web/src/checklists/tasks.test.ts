import { expect, test } from 'vitest';
import type { Task } from '../api/types';
import { dialled, inGroup, lateWho, openSteps, overdue, progressOf, underWay, withStep } from './tasks';

const NOW = new Date('2026-11-24T05:00:00Z');
const task = (over: Partial<Task>) => ({ state: 'open', subject: 'people', phase: 'before', position: 1, due_at: null, ...over }) as Task;

test('a task that does not apply, or was done earlier, counts as settled', () => {
  const tasks = [task({}), task({ state: 'done' }), task({ state: 'not_applicable' }), task({ subject: 'property', state: 'done_earlier' })];
  expect(progressOf(tasks)).toEqual({ people: { total: 3, done: 2 }, property: { total: 1, done: 1 }, command: { total: 0, done: 0 } });
});

test('only an open task with a time can be overdue', () => {
  expect(overdue(task({ due_at: '2026-11-24T04:48:00Z' }), NOW)).toBe(true);
  expect(overdue(task({ due_at: '2026-11-24T04:48:00Z', state: 'done' }), NOW)).toBe(false);
  expect(overdue(task({ due_at: '2026-11-24T05:00:00Z' }), NOW)).toBe(false);
  expect(overdue(task({}), NOW)).toBe(false);
});

test('a group keeps the order of the plan', () => {
  const tasks = [task({ id: 'b', position: 2 }), task({ id: 'a', position: 1 }), task({ id: 'x', phase: 'after' })];
  expect(inGroup(tasks, 'before', 'people').map((t) => t.id)).toEqual(['a', 'b']);
});

const step = (id: string, done = false) => ({ id, done, title: id }) as Task['steps'][number];
const stepped = task({ steps: [step('a', true), step('b'), step('c')], steps_total: 3, steps_done: 1 });

test('a step that is ticked counts at once, and the task stays as it is', () => {
  const next = withStep(stepped, 'b', true);
  expect([next.steps_done, next.steps_total, next.state]).toEqual([2, 3, 'open']);
  expect(openSteps(next).map((each) => each.id)).toEqual(['c']);
  expect(withStep(next, 'b', false)).toEqual(stepped);
});

test('steps are shown unasked while they are under way', () => {
  expect(underWay(stepped)).toBe(true);
  expect(underWay({ ...stepped, steps_done: 0 })).toBe(false);
  expect(underWay({ ...stepped, steps_done: 3 })).toBe(false);
});

test('who is late is called by name where somebody is named, by role where not', () => {
  const late = (role: string, name: string | null) => task({ role, role_name: { vi: role, en: role }, person: name ? { name, phone: null } : null, due_at: '2026-11-24T04:00:00Z' });
  const tasks = [late('village_head', 'A Thuận'), late('police', null), late('village_head', null), late('police', null), task({ role: 'police', due_at: '2026-11-24T06:00:00Z' })];
  expect(lateWho(tasks, NOW).map(({ role, name, tasks: n }) => [role, name, n])).toEqual([['police', null, 2], ['village_head', 'A Thuận', 1], ['village_head', null, 1]]);
});

test('of several numbers the first is dialled, and a radio channel is not', () => {
  expect(dialled('0905 123 456, 0260 111')).toBe('tel:0905123456');
  expect(dialled('+84 905.123.456')).toBe('tel:+84905123456');
  expect(dialled('kênh 5')).toBeNull();
});
