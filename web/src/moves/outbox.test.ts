import { beforeEach, expect, test } from 'vitest';
import { answered, deviceName, drop, entries, groupOf, heldBack, keep, KEPT_AS, operationOn, takingBack, targetOf, unplacedIn, waitingIn, type Box } from './outbox';
import type { Outcome, Taken } from './types';

let box: Box;
const kept = new Map<string, string>();
beforeEach(() => { kept.clear(); box = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }; });
const taken = (id: string, outcome: Outcome = 'applied', revision = 1): Taken => ({ id, outcome, revision, target_id: 'r1', happened_at: '2026-11-30T05:00:00Z', reason: null });
const say = (state: 'notified' | 'agreed' = 'notified') => { const operation = operationOn({ id: 'r1', revision: 3 }, { state }); keep(operation, 'A12', undefined, box); return operation; };

test('an operation says of what, on which revision, and when by this device’s clock', () => {
  const operation = operationOn({ id: 'r1', revision: 3 }, { state: 'departed', departed: 5 }, new Date('2026-11-30T05:30:00Z'));
  expect(operation).toMatchObject({ happened_at: '2026-11-30T05:30:00.000Z', base_revision: 3, relocation: { id: 'r1', said: { state: 'departed', departed: 5 } } });
});

test('what is said waits until it is answered, in the order in which it was said', () => {
  const [first, second] = [say(), say('agreed')];
  expect(waitingIn(entries(box)).map((entry) => entry.operation.id)).toEqual([first.id, second.id]);
  answered([taken(first.id)], box);
  expect(waitingIn(entries(box)).map((entry) => entry.operation.id)).toEqual([second.id]);
});

test('what the server could not place stays to be seen by a person', () => {
  const operation = say();
  answered([taken(operation.id, 'unplaced', 0)], box);
  expect(unplacedIn(entries(box))).toHaveLength(1);
  expect(drop(operation.id, box)).toBe(true);
  expect(entries(box)).toHaveLength(0);
  expect(drop(operation.id, box)).toBe(false);
});

test('of many answered ones the last are remembered, and none that waits is lost', () => {
  const waits = say();
  const sent = Array.from({ length: 60 }, () => say('agreed'));
  answered(sent.map((operation) => taken(operation.id)), box);
  expect(entries(box).length).toBeLessThan(50);
  expect(waitingIn(entries(box)).map((entry) => entry.operation.id)).toEqual([waits.id]);
});

test('why something waits stands beside it, and goes when it is answered', () => {
  const operation = say();
  heldBack([operation.id], 'Đăng nhập lại.', true, box);
  expect(entries(box)[0]).toMatchObject({ reason: 'Đăng nhập lại.', needsSignIn: true });
  answered([taken(operation.id)], box);
  expect(entries(box)[0]?.needsSignIn).toBeUndefined();
});

test('where storage is full what was said lives on in memory', () => {
  const full: Box = { getItem: () => null, setItem: () => { throw new Error('full'); } };
  const operation = operationOn({ id: 'r9', revision: 0 }, { state: 'notified' });
  keep(operation, 'A9', undefined, full);
  expect(waitingIn(entries(full)).map((entry) => entry.operation.id)).toContain(operation.id);
  keep(operationOn({ id: 'r1', revision: 0 }, { state: 'agreed' }), 'A1', undefined, box); // a box with room takes it over
  expect(kept.has(KEPT_AS)).toBe(true);
});

test('what another version left in another shape is not read', () => {
  kept.set(KEPT_AS, '[{"x":1},null,"y"]');
  expect(entries(box)).toEqual([]);
  kept.set(KEPT_AS, '{broken');
  expect(entries(box)).toEqual([]);
});

test('the device has the same name each time', () => expect(deviceName(box)).toBe(deviceName(box)));

test('a group brings the id of the relocation it begins, so that more can be said of it before it is sent', () => {
  const begun = groupOf({ checklist_id: 'c1', label: 'lán rẫy', village: '', people: 7 });
  keep(begun, 'lán rẫy', undefined, box);
  expect(entries(box)).toHaveLength(1);
  expect(targetOf(begun)).toBe(begun.group?.relocation_id);
});

test('a slip that waits is not dropped when it is taken back: both go, the slip first, and the taking back says nothing else', () => {
  const slip = say();
  const operation = takingBack({ id: 'r1', revision: 3 }, slip.id);
  keep(operation, 'A12', undefined, box);
  expect(waitingIn(entries(box)).map((entry) => entry.operation.id)).toEqual([slip.id, operation.id]);
  expect(operation.relocation).toEqual({ id: 'r1', said: { takes_back: slip.id } });
  expect(operation.id > slip.id).toBe(true);
});
