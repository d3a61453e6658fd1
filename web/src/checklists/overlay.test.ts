import { expect, test } from 'vitest';
import type { Checklist } from '../api/types';
import { partOf, tickOf, type Entry, type Operation } from '../moves/outbox';
import { laidOver } from './overlay';

const step = { id: 's1', position: 1, title: 'Khoá cửa', done: false, done_at: null, added_by: null, changed_by: null, changed_at: null, revision: 1, etag: '' };
const list = { id: 'c1', tasks: [{ id: 't1', revision: 3, state: 'open', remark: null, person: null, steps: [step], steps_total: 1, steps_done: 0, photos: [] }] } as unknown as Checklist;
const entry = (operation: Operation, more: Partial<Entry> = {}): Entry => ({ operation, about: '', said_at: operation.happened_at, checklist: 'c1', by: { id: 'lan', name: 'Lan' }, ...more });
const taken = (operation: Operation, revision: number, outcome: 'applied' | 'superseded' = 'applied') => ({ id: operation.id, outcome, revision, target_id: null, happened_at: '', reason: null });
const task = list.tasks[0]!;

test('what was ticked stands at once, until the server’s record has it', () => {
  const operation = tickOf(task, { state: 'done', remark: 'đủ' });
  expect(laidOver(list, [entry(operation)])).toMatchObject({ waits: 1, tasks: [{ state: 'done', remark: 'đủ', changed_by: 'Lan' }] });
  expect(laidOver(list, [entry(operation, { taken: taken(operation, 4) })])).toMatchObject({ waits: 0, tasks: [{ state: 'done' }] });
  expect(laidOver(list, [entry(operation, { taken: taken(operation, 3) })]).tasks[0]?.state).toBe('open');
});

test('what another word stands against, was refused, or belongs to another list is not shown as if it stood', () => {
  const operation = tickOf(task, { state: 'done' });
  for (const more of [{ taken: taken(operation, 9, 'superseded') }, { refused: 'Đã đóng.' }, { checklist: 'c2' }]) expect(laidOver(list, [entry(operation, more)]).tasks[0]?.state).toBe('open');
});

test('a step that was added here can be ticked before the server knows it', () => {
  const added = partOf({ kind: 'step', task: 't1', step: 's9', title: 'Đưa bò lên đồi' });
  const ticked = tickOf(task, { state: 'done' }, { id: 's9', revision: 0 });
  expect(laidOver(list, [entry(added), entry(ticked)]).tasks[0]).toMatchObject({ steps_total: 2, steps_done: 1, steps: [{ id: 's1', done: false }, { id: 's9', done: true, title: 'Đưa bò lên đồi' }] });
});

test('of two ticks on the same step the later stands', () => {
  const [on, off] = [tickOf(task, { state: 'done' }, step), tickOf(task, { state: 'open' }, step)];
  expect(laidOver(list, [entry(on), entry(off)]).tasks[0]).toMatchObject({ steps_done: 0, steps: [{ done: false, done_at: null }] });
});

test('the steps of a zone stand one after the other; one from where the zone no longer stands is not laid over', () => {
  const zone = { ...list, stage: 'ordered', next_stages: ['clearing', 'cleared'] } as unknown as Checklist;
  const [leave, out] = [partOf({ kind: 'stage', from: 'ordered', to: 'clearing', remark: '' }), partOf({ kind: 'stage', from: 'clearing', to: 'cleared', remark: '' })];
  expect(laidOver(zone, [entry(leave)])).toMatchObject({ stage: 'clearing', next_stages: ['cleared', 'return_allowed'], waits: 1 });
  expect(laidOver(zone, [entry(leave), entry(out)])).toMatchObject({ stage: 'cleared', stage_name: { vi: 'đã di dời xong' }, stage_at: out.happened_at });
  expect(laidOver({ ...zone, stage: 'return_allowed' }, [entry(leave)]).stage).toBe('return_allowed');
});

test('a photo that was taken out here is marked, with who and why', () => {
  const shown = { ...list, tasks: [{ ...task, photos: [{ id: 'p1', removed: null }, { id: 'p2', removed: null }] }] } as unknown as Checklist;
  const operation = partOf({ kind: 'unphoto', task: 't1', photo: 'p1', remark: 'chụp nhầm' });
  expect(laidOver(shown, [entry(operation)]).tasks[0]?.photos).toMatchObject([{ id: 'p1', removed: { by: 'Lan', remark: 'chụp nhầm' } }, { id: 'p2', removed: null }]);
});
