import { expect, test, vi } from 'vitest';
import { gatheredKeys, gatherer, touchedKeys } from './stream';

test('a ticked task makes its checklist, the activations and the map old', () => {
  const keys = touchedKeys({ kind: 'task', id: 't1', checklist_id: 'c1', activation_id: 'a1' });
  expect(keys).toContainEqual(['checklists', 'c1']);
  expect(keys).toContainEqual(['activations']);
  expect(keys).toContainEqual(['zones']);
  expect(keys).toContainEqual(['audit', 'a1']);
});

test('a task whose checklist is not named makes every open checklist old', () => {
  expect(touchedKeys({ kind: 'task', id: 't1' })).toContainEqual(['checklists']);
});

test('a new alert may bring a proposal with it', () => {
  expect(touchedKeys({ kind: 'alert', id: 'x' })).toContainEqual(['activations']);
});

test('what was said of households makes the lists and figures of the move old, and nothing else', () => {
  expect(touchedKeys({ kind: 'relocations', id: 'r1' })).toEqual([['moves']]);
});

test('an event that is named or closed is read anew everywhere', () => {
  expect(touchedKeys({ kind: 'event', id: 'e1' })).toEqual([['moves'], ['events']]);
});

test('a webhook that was changed or given up shows its deliveries anew', () => {
  expect(touchedKeys({ kind: 'webhook', id: 'h1' })).toEqual([['webhooks'], ['deliveries']]);
});

test('a zone that goes on to another stage makes the figures old too', () => {
  expect(touchedKeys({ kind: 'checklist', id: 'c1' })).toContainEqual(['moves']);
});

test('whatever findings are computed from makes them old, and so does accepting one', () => {
  for (const kind of ['plan', 'zones', 'shelter', 'resources', 'loan', 'households', 'roads', 'finding', 'findings', 'norms', 'inspection_task', 'activation'] as const) {
    expect(gatheredKeys({ kind }), kind).toContainEqual(['findings']);
  }
  expect(gatheredKeys({ kind: 'task' })).toEqual([]);
});

test('a version that somebody is writing is not read anew under their hands', () => {
  expect(gatheredKeys({ kind: 'plan' })).toEqual([['plans', 'list'], ['findings']]);
});

test('a burst is told once, and another one not before the pause is over', () => {
  vi.useFakeTimers();
  const told: (readonly string[])[][] = [];
  const later = gatherer((keys) => told.push(keys), 1_000);
  for (let i = 0; i < 50; i += 1) later.add([['findings'], ['zones']]);
  vi.advanceTimersByTime(999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([[['findings'], ['zones']]]);
  later.add([['findings']]);
  vi.advanceTimersByTime(500);
  later.stop();
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
  vi.useRealTimers();
});
