import { expect, test } from 'vitest';
import type { Task } from '../api/types';
import { inGroup, overdue, progressOf } from './tasks';

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
