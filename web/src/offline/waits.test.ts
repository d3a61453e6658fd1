import { expect, test } from 'vitest';
import { operationOn, partOf, tickOf, type Entry, type Operation } from '../moves/outbox';
import type { Draft } from '../shared/edit/drafts';
import { countWaits, sendable, total } from './waits';

const entry = (operation: Operation, more: Partial<Entry> = {}): Entry => ({ operation, about: '', said_at: operation.happened_at, by: { id: 'lan', name: 'Lan' }, ...more });
const draft = (address: string, value: unknown = {}): Draft<unknown> => ({ address, value, etag: '1', keptAt: '', account: 'lan' });
const moved = () => operationOn({ id: 'r1', revision: 0 }, { state: 'notified' });
const ticked = () => tickOf({ id: 't1', revision: 0 }, { state: 'done' });

test('what waits is told by kind, steps of zones first', () => {
  const outbox = [entry(moved()), entry(moved()), entry(ticked()), entry(partOf({ kind: 'stage', from: 'ordered', to: 'clearing', remark: '' })), entry(partOf({ kind: 'photo', task: 't', taken_at: '', name: '', image: new Blob([]) }))];
  const drafts = [draft('/inspection-records/a/versions/1'), draft('/inspection-records/a/photos', [1, 2]), draft('/plans/p/versions/2')];
  const waits = countWaits(outbox, drafts, 1, 'lan');
  expect(waits).toEqual([
    { kind: 'stages', count: 1 }, { kind: 'households', count: 2 }, { kind: 'tasks', count: 1 }, { kind: 'photos', count: 3 },
    { kind: 'inspections', count: 1 }, { kind: 'drafts', count: 1 }, { kind: 'signs', count: 1 },
  ]);
  expect([total(waits), sendable(waits)]).toEqual([10, 9]);
});

test('what another said on this device is not what this person leaves; what a person has to choose cannot be sent', () => {
  const outbox = [entry(moved(), { by: { id: 'minh', name: 'Minh' } }), entry(ticked(), { refused: 'Đã đóng.' })];
  const waits = countWaits(outbox, [], 0, 'lan');
  expect(waits).toEqual([{ kind: 'contested', count: 1 }]);
  expect(sendable(waits)).toBe(0);
  expect(countWaits([], [], 0, 'lan')).toEqual([]);
});
