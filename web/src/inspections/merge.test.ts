import { expect, test } from 'vitest';
import type { Grade, PointMark, RecordContent } from '../api/inspections';
import { joined, keyOf, withTheirs } from './merge';

const mark = (code: string, grade: Grade, remark = ''): PointMark => ({ code, grade, remark, responsible: null, due_on: null, owed_by: null });
const record = (points: PointMark[], part: Partial<RecordContent> = {}): RecordContent => ({ inspected_on: null, present: '', conclusion: '', points, ...part });
const base = record([mark('1', 'unknown'), mark('2', 'unknown'), mark('3', 'failed', 'thiếu')]);

test('two people at different points disturb nobody', () => {
  const mine = record([mark('1', 'passed'), mark('2', 'unknown'), mark('3', 'failed', 'thiếu')], { present: 'ông A' });
  const theirs = record([mark('1', 'unknown'), mark('2', 'failed', 'hỏng'), mark('3', 'failed', 'thiếu')], { inspected_on: '2026-11-05' });
  const { content, clashes } = joined(base, mine, theirs);
  expect(clashes).toEqual([]);
  expect(content).toEqual(record([mark('1', 'passed'), mark('2', 'failed', 'hỏng'), mark('3', 'failed', 'thiếu')], { present: 'ông A', inspected_on: '2026-11-05' }));
});

test('the same point graded twice waits for a person; mine stands until then', () => {
  const mine = record([mark('1', 'passed'), ...base.points.slice(1)], { conclusion: 'tốt' });
  const theirs = record([mark('1', 'failed', 'hỏng'), ...base.points.slice(1)], { conclusion: 'chưa tốt' });
  const { content, clashes } = joined(base, mine, theirs);
  expect(clashes.map(keyOf)).toEqual(['head conclusion', 'mark 1']);
  expect(content.points[0]).toEqual(mark('1', 'passed'));
  expect(withTheirs(content, clashes, new Set(['mark 1'])).points[0]).toEqual(mark('1', 'failed', 'hỏng'));
  expect(withTheirs(content, clashes, new Set(['head conclusion'])).conclusion).toBe('chưa tốt');
  expect(withTheirs(content, clashes, new Set())).toEqual(content);
});

test('a grade of one and a remark of the other are not joined behind their backs', () => {
  const mine = record([...base.points.slice(0, 2), mark('3', 'passed', 'thiếu')]);
  const theirs = record([...base.points.slice(0, 2), mark('3', 'failed', 'thiếu 5 bình')]);
  expect(joined(base, mine, theirs).clashes.map(keyOf)).toEqual(['mark 3']);
});

test('the same change made twice is one, and different parts beside one grade are joined', () => {
  const once = record([mark('1', 'passed'), ...base.points.slice(1)]);
  expect(joined(base, once, once)).toEqual({ content: once, clashes: [] });
  const mine = record([...base.points.slice(0, 2), mark('3', 'failed', 'thiếu 5 bình')]);
  const theirs = record([...base.points.slice(0, 2), { ...mark('3', 'failed', 'thiếu'), due_on: '2026-12-01' }]);
  const { content, clashes } = joined(base, mine, theirs);
  expect(clashes).toEqual([]);
  expect(content.points[2]).toEqual({ ...mark('3', 'failed', 'thiếu 5 bình'), due_on: '2026-12-01' });
});
