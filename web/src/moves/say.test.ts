import { expect, test } from 'vitest';
import { household } from './sample';
import { blank, faultsIn, happenedAt, saidOf, startFrom } from './say';

test('the number starts from the nearest count that somebody gave, else from the register', () => {
  expect(startFrom(household(), 'departed')).toEqual({ n: 5, from: 'listed' });
  expect(startFrom(household({ present: 3 }), 'departed')).toEqual({ n: 3, from: 'present' });
  expect(startFrom(household({ departed: 4 }), 'arrived')).toEqual({ n: 4, from: 'departed' });
  expect(startFrom(household({ departed: 4, arrived: 3 }), 'returned')).toEqual({ n: 3, from: 'arrived' });
  expect(startFrom(household(), 'cannot_return')).toBeNull();
});

test('a number that nobody has confirmed is not said', () => {
  const record = household();
  expect(saidOf(blank(record, 'departed'), 'departed', record)).toEqual({ state: 'departed' });
  expect(saidOf({ ...blank(record, 'departed'), counting: { n: 5, counted: true } }, 'departed', record)).toEqual({ state: 'departed', departed: 5 });
});

test('moving on gives the count of arrival; a place that is known already is not said again', () => {
  const record = household({ destination: { kind: 'shelter', shelter_id: 's1' } });
  const filled = { ...blank(record, 'transferred'), counting: { n: 4, counted: true } };
  expect(saidOf(filled, 'transferred', record)).toEqual({ state: 'transferred', arrived: 4 });
  expect(saidOf({ ...filled, shelterId: 's2', place: ' phòng 3 ' }, 'transferred', record).destination).toEqual({ kind: 'shelter', shelter_id: 's2', place: 'phòng 3' });
  expect(saidOf({ ...filled, form: 'host', place: 'nhà bác Tư' }, 'transferred', record).destination).toEqual({ kind: 'host', place: 'nhà bác Tư' });
});

test('who refuses, or cannot return, has a reason', () => {
  const record = household();
  expect(faultsIn(blank(record, 'refused'), 'refused')).toEqual(['reason']);
  expect(faultsIn({ ...blank(record, 'cannot_return'), reason: '  ' }, 'cannot_return')).toEqual(['reason']);
  const filled = { ...blank(record, 'refused'), reason: 'giữ trâu', coercion: '15/QĐ-UBND' };
  expect(faultsIn(filled, 'refused')).toEqual([]);
  expect(saidOf(filled, 'refused', record)).toEqual({ state: 'refused', reason: 'giữ trâu', coercion: '15/QĐ-UBND' });
});

test('it happened just now, some time ago, or at an hour that is given', () => {
  const now = new Date('2026-11-30T06:00:00Z');
  expect(happenedAt({ when: 'half', at: null }, now).toISOString()).toBe('2026-11-30T05:30:00.000Z');
  expect(happenedAt({ when: 'other', at: '2026-11-30T03:05:00.000Z' }, now).toISOString()).toBe('2026-11-30T03:05:00.000Z');
  expect(faultsIn({ ...blank(household(), 'departed'), when: 'other' }, 'departed')).toEqual(['when']);
});
