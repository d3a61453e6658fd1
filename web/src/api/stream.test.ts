import { expect, test } from 'vitest';
import { touchedKeys } from './stream';

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

test('a zone that goes on to another stage makes the figures old too', () => {
  expect(touchedKeys({ kind: 'checklist', id: 'c1' })).toContainEqual(['moves']);
});

test('findings and inspections are told too, and norms make findings old', () => {
  expect(touchedKeys({ kind: 'findings', id: '' })).toEqual([['findings']]);
  expect(touchedKeys({ kind: 'norms', id: '3' })).toEqual([['norms'], ['findings']]);
  for (const kind of ['inspection', 'inspection_record', 'inspection_task'] as const) {
    expect(touchedKeys({ kind, id: 'i1' })).toContainEqual(['inspections']);
    expect(touchedKeys({ kind, id: 'i1' })).not.toContainEqual(['inspection-record']);
  }
});
