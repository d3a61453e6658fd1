import { expect, test } from 'vitest';
import type { InspectionRecordSummary, InspectionSubject, OwedState, OwedTask } from '../api/inspections';
import { isOfTeam, leavesOf, unsigned } from './closing';

const task = (id: string, state: OwedState, due_on: string, overdue_days = 0) => ({ id, state, due_on, overdue_days, unit_name: 'Xã Ngọc Linh' }) as OwedTask;

test('what stays owed is what nobody confirmed; the latest is named first', () => {
  const leaves = leavesOf([
    task('later', 'open', '2026-12-20'), task('waits', 'reported', '2026-11-01'), task('done', 'confirmed', '2026-11-02'),
    task('gone', 'voided', '2026-11-02'), task('late', 'sent_back', '2026-11-20', 10),
  ]);
  expect(leaves.open.map(({ id }) => id)).toEqual(['late', 'waits', 'later']);
  expect(leaves.mended.map(({ id }) => id)).toEqual(['done']);
  expect([leaves.overdue, leaves.reported]).toEqual([1, 1]);
});

test('a draft is no signed record', () => {
  const subject = (key: string) => ({ key }) as InspectionSubject;
  const record = (key: string, state: string) => ({ subject: subject(key), state }) as InspectionRecordSummary;
  expect(unsigned([subject('a'), subject('b'), subject('c')], [record('a', 'signed'), record('b', 'draft')]).map(({ key }) => key)).toEqual(['b', 'c']);
});

test('whoever inspected still reads all of it once it is closed', () => {
  const may = { inspect: false, change: false, close: false, reopen: false };
  const leader = { name: 'A', position: '', account: 'thanhtra' };
  expect(isOfTeam({ may, leader, members: [] }, 'thanhtra')).toBe(true);
  expect(isOfTeam({ may, leader, members: [] }, 'xa')).toBe(false);
  expect(isOfTeam({ may: { ...may, reopen: true }, leader, members: [] }, 'tinh')).toBe(true);
  expect(isOfTeam({ may, leader: { ...leader, account: null }, members: [] }, undefined)).toBe(false);
});
