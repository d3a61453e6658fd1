import { expect, test } from 'vitest';
import type { Grade, InspectionPoint, PointMark, RecordContent } from '../api/inspections';
import { countsOf, daysAfter, faultsOf, fieldAt, fieldOf, inGrade, markOf, nextUnknown, peopleOf, sent, withMark } from './record';

const points: InspectionPoint[] = ['1', '2', '3', '4'].map((code) => ({ code, group: 'g', text: { vi: code, en: code }, source: { text: '', verify: true }, weight: 1 }));
const mark = (code: string, grade: Grade, part: Partial<PointMark> = {}): PointMark => ({ code, grade, remark: '', responsible: null, due_on: null, owed_by: null, ...part });
const record = (...marks: PointMark[]): RecordContent => ({ inspected_on: '2026-11-05', present: '', conclusion: '', points: marks });

test('what nobody said anything of is unknown, and never passed', () => {
  const content = record(mark('1', 'passed'), mark('2', 'unknown'), mark('3', 'not_applicable'));
  expect(countsOf(points, content)).toEqual({ passed: 1, failed: 0, not_applicable: 1, unknown: 2 });
  expect(inGrade(points, content, 'unknown').map((point) => point.code)).toEqual(['2', '4']);
});

test('one mark changes, also one the record does not have yet', () => {
  const content = withMark(record(mark('1', 'passed')), '4', { grade: 'failed' });
  expect(content.points.map((each) => [each.code, each.grade])).toEqual([['1', 'passed'], ['4', 'failed']]);
  expect(markOf(withMark(content, '1', { remark: 'x' }), '1')).toEqual(mark('1', 'passed', { remark: 'x' }));
});

test('the next unknown is below, and from the top again after the last', () => {
  const content = record(mark('2', 'passed'), mark('3', 'passed'));
  expect(nextUnknown(points, content, '1')?.code).toBe('4');
  expect(nextUnknown(points, content, '4')?.code).toBe('1');
  expect(nextUnknown(points, content, null)?.code).toBe('1');
  expect(nextUnknown(points, record(...points.map((point) => mark(point.code, 'passed'))), '2')).toBeNull();
});

test('what failed needs a remark, a person and a day not before the inspection', () => {
  const bare = record(mark('2', 'failed'));
  expect(faultsOf(points, bare, '2026-11-06').map((fault) => fault.kind)).toEqual(['remark', 'responsible', 'due_on']);
  const told = record(mark('2', 'failed', { remark: 'x', responsible: { name: 'A', position: '', phone: '' }, due_on: '2026-11-04' }));
  expect(faultsOf(points, told, '2026-11-06')).toEqual([{ code: '2', kind: 'due_before' }]);
  expect(faultsOf(points, withMark(told, '2', { due_on: '2026-11-05' }), '2026-11-06')).toEqual([]);
});

test('a day is needed that has come, and something that was seen', () => {
  expect(faultsOf(points, { ...record(), inspected_on: null }, '2026-11-06').map((fault) => fault.kind)).toEqual(['inspected_on', 'nothing']);
  expect(faultsOf(points, record(mark('1', 'passed')), '2026-11-04')).toEqual([{ code: null, kind: 'future' }]);
});

test('unknown points do not keep a record from being signed', () => {
  expect(faultsOf(points, record(mark('1', 'passed')), '2026-11-06')).toEqual([]);
});

test('only of what failed it is sent who answers until when', () => {
  const person = { name: ' A ', position: '', phone: '' };
  const content = sent(record(mark('1', 'passed', { responsible: person, due_on: '2026-12-01', remark: ' đủ ' }), mark('2', 'failed', { responsible: person, due_on: '2026-12-01' }), mark('3', 'failed', { responsible: { name: ' ', position: '', phone: '' } })));
  expect(content.points[0]).toEqual(mark('1', 'passed', { remark: 'đủ' }));
  expect(content.points[1]?.responsible).toEqual({ name: 'A', position: '', phone: '' });
  expect(content.points[2]?.responsible).toBeNull();
});

test('a day somebody is still typing is not sent, and counts as none', () => {
  const typing = { ...record(mark('1', 'failed', { remark: 'x', responsible: { name: 'A', position: '', phone: '' }, due_on: '5/1' })), inspected_on: '30/1' };
  expect([sent(typing).inspected_on, sent(typing).points[0]?.due_on]).toEqual([null, null]);
  expect(faultsOf(points, typing, '2026-11-06').map((fault) => fault.kind)).toEqual(['inspected_on', 'due_on']);
});

test('faults lead to their fields, those of the server too', () => {
  expect(fieldOf({ code: '2', kind: 'due_before' }, points)).toBe('point-2-due_on');
  expect(fieldOf({ code: null, kind: 'nothing' }, points)).toBe('point-1');
  expect(fieldOf({ code: null, kind: 'future' }, points)).toBe('record-inspected_on');
  const content = record(mark('4', 'failed'), mark('2', 'failed'));
  expect(fieldAt('/points/1/remark', content)).toBe('point-2-remark');
  expect(fieldAt('/points/0/responsible/name', content)).toBe('point-4-responsible');
  expect(fieldAt('/inspected_on', content)).toBe('record-inspected_on');
});

test('days run on over the end of a month', () => expect(daysAfter('2026-11-25', 7)).toBe('2026-12-02'));

test('people named before are offered once, the last first', () => {
  const person = (name: string) => ({ name, position: '', phone: '' });
  const content = record(mark('1', 'failed', { responsible: person('A') }), mark('2', 'failed', { responsible: person('B') }), mark('3', 'failed', { responsible: person('A') }));
  expect(peopleOf(content).map((each) => each.name)).toEqual(['A', 'B']);
});
