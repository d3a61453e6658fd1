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
