import { expect, test } from 'vitest';
import { rowOf, taskOf } from './tasks';
import type { TaskLine } from '../../types';

const task: TaskLine = { phase: 'during', subject: 'people', role: 'village_head', title: { vi: 'Báo từng hộ', en: 'Tell each household' }, due: { minutes_from_onset: -180 }, zone: 'SL-01', from_level: 2, steps: ['Gọi loa', 'Gõ cửa'], person: { name: 'A Thuận', phone: '0905 000 111' } };
test('a task goes into a row and comes back', () => expect(taskOf(rowOf(task))).toEqual(task));
test('a task without a time or a zone has none afterwards', () => {
  const { zone: _, ...bare } = task;
  expect(taskOf(rowOf({ ...bare, due: null }))).toEqual({ ...bare, due: null });
});
test('minutes count from the opening where nothing else is chosen', () => expect(taskOf({ ...rowOf(task), due: 20, due_from: null }).due).toEqual({ minutes_from_opening: 20 }));
test('steps are a line each, or parted by a semicolon', () => expect(taskOf({ ...rowOf(task), steps: ' Gọi loa; Gõ cửa\n\n' }).steps).toEqual(['Gọi loa', 'Gõ cửa']));
test('a number without a name names nobody', () => expect(taskOf({ ...rowOf(task), person_name: ' ' }).person).toBeUndefined());
test('what is no number is no time', () => expect(taskOf({ ...rowOf(task), due: 'mười' }).due).toBeNull());
