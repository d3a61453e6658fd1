import { afterEach, expect, test } from 'vitest';
import { answered, carryOver, contestedIn, deviceName, drop, entries, groupOf, heldBack, keep, note, operationOn, partOf, reread, takingBack, targetOf, tickOf, unplacedIn, waitingIn } from './outbox';
import type { Outcome, Taken } from './types';

afterEach(() => entries().forEach((entry) => drop(entry.operation.id)));
const taken = (id: string, outcome: Outcome = 'applied', revision = 1): Taken => ({ id, outcome, revision, target_id: 'r1', happened_at: '2026-11-30T05:00:00Z', reason: null });
const say = (state: 'notified' | 'agreed' = 'notified') => { const operation = operationOn({ id: 'r1', revision: 3 }, { state }); keep(operation, 'A12'); return operation; };

test('an operation says of what, on which revision, and when by this device’s clock', () => {
  const operation = operationOn({ id: 'r1', revision: 3 }, { state: 'departed', departed: 5 }, new Date('2026-11-30T05:30:00Z'));
  expect(operation).toMatchObject({ happened_at: '2026-11-30T05:30:00.000Z', base_revision: 3, relocation: { id: 'r1', said: { state: 'departed', departed: 5 } } });
});

test('what is said waits until it is answered, in the order in which it was said', () => {
  const [first, second] = [say(), say('agreed')];
  expect(waitingIn(entries()).map((entry) => entry.operation.id)).toEqual([first.id, second.id]);
  answered([taken(first.id)]);
  expect(waitingIn(entries()).map((entry) => entry.operation.id)).toEqual([second.id]);
});

test('what the server could not place stays to be seen by a person', () => {
  const operation = say();
  answered([taken(operation.id, 'unplaced', 0)]);
  expect(unplacedIn(entries())).toHaveLength(1);
  expect(drop(operation.id)).toBe(true);
  expect(entries()).toHaveLength(0);
  expect(drop(operation.id)).toBe(false);
});

test('of many answered ones the last are remembered, and none that waits is lost', () => {
  const waits = say();
  const sent = Array.from({ length: 60 }, () => say('agreed'));
  answered(sent.map((operation) => taken(operation.id)));
  expect(entries().length).toBeLessThan(50);
  expect(waitingIn(entries()).map((entry) => entry.operation.id)).toEqual([waits.id]);
});

test('why something waits stands beside it, and goes when it is answered', () => {
  const operation = say();
  heldBack([operation.id], 'Đăng nhập lại.', true);
  expect(entries()[0]).toMatchObject({ reason: 'Đăng nhập lại.', needsSignIn: true });
  answered([taken(operation.id)]);
  expect(entries()[0]?.needsSignIn).toBeUndefined();
});

test('what another version kept elsewhere is carried over, in its order, and stays there until the device has it; what cannot be read is not taken', async () => {
  const old = [operationOn({ id: 'r1', revision: 0 }, { state: 'notified' }), operationOn({ id: 'r2', revision: 0 }, { state: 'agreed' })].map((operation) => ({ operation, about: 'A1', said_at: operation.happened_at }));
  const kept = new Map([['ungpho.moves', JSON.stringify([{ x: 1 }, null, 'y', ...old])]]);
  await carryOver({ getItem: (key) => kept.get(key) ?? null, removeItem: (key) => void kept.delete(key) });
  expect(entries().map((entry) => entry.operation.id)).toEqual(old.map((entry) => entry.operation.id));
  expect(kept.size).toBe(1); // this place has no IndexedDB: the old one is not emptied for what only the page holds
  await reread();
  expect(waitingIn(entries())).toHaveLength(2);
});

test('a tick that found somebody else’s word, or came after one, is for a person to look at, and is not forgotten among others', () => {
  const task = { id: 't1', revision: 2 };
  const [late, beside, plain] = [tickOf(task, { state: 'done' }), tickOf(task, { state: 'not_applicable', remark: 'không còn hộ' }), tickOf(task, { state: 'open' }, { id: 's1', revision: 4 })];
  for (const operation of [late, beside, plain]) keep(operation, 'Gọi loa', { checklist: 'c1' });
  expect([late.base_revision, plain.base_revision]).toEqual([2, 4]);
  note(beside.id, { met: { state: 'done', by: 'Lan', at: null } });
  answered([taken(late.id, 'superseded'), taken(beside.id), taken(plain.id)]);
  expect(contestedIn(entries()).map((entry) => entry.operation.id)).toEqual([late.id, beside.id]);
  const others = Array.from({ length: 50 }, () => say());
  answered(others.map((operation) => taken(operation.id)));
  expect(contestedIn(entries())).toHaveLength(2);
});

test('what the server refuses no longer waits, and stays', () => {
  const operation = partOf({ kind: 'step', task: 't1', step: 's9', title: 'Khoá cửa' });
  keep(operation, 'Gọi loa');
  note(operation.id, { refused: 'Việc đã đóng.' });
  expect(waitingIn(entries())).toHaveLength(0);
  expect(contestedIn(entries())).toHaveLength(1);
});

test('the device has the same name each time', () => expect(deviceName()).toBe(deviceName()));

test('a group brings the id of the relocation it begins, so that more can be said of it before it is sent', () => {
  const begun = groupOf({ checklist_id: 'c1', label: 'lán rẫy', village: '', people: 7 });
  keep(begun, 'lán rẫy');
  expect(entries()).toHaveLength(1);
  expect(targetOf(begun)).toBe(begun.group?.relocation_id);
});

test('a slip that waits is not dropped when it is taken back: both go, the slip first, and the taking back says nothing else', () => {
  const slip = say();
  const operation = takingBack({ id: 'r1', revision: 3 }, slip.id);
  keep(operation, 'A12');
  expect(waitingIn(entries()).map((entry) => entry.operation.id)).toEqual([slip.id, operation.id]);
  expect(operation.relocation).toEqual({ id: 'r1', said: { takes_back: slip.id } });
  expect(operation.id > slip.id).toBe(true);
});
