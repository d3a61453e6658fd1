import { expect, test } from 'vitest';
import { begin, redo, step, undo } from './history';

test('undo goes back a step at a time, redo forward again', () => {
  const three = step(step(begin('a'), 'b'), 'c');
  expect(undo(three).present).toBe('b');
  expect(undo(undo(three)).present).toBe('a');
  expect(redo(undo(undo(three))).present).toBe('b');
});
test('at either end nothing happens', () => {
  const one = begin('a');
  expect(undo(one)).toBe(one);
  expect(redo(one)).toBe(one);
});
test('a new step forgets what was undone', () => {
  const branched = step(undo(step(begin('a'), 'b')), 'c');
  expect(redo(branched)).toBe(branched);
  expect(undo(branched).present).toBe('a');
});
test('the same value again is no step', () => {
  const one = step(begin('a'), 'b');
  expect(step(one, 'b')).toBe(one);
});
test('the oldest steps are let go', () => {
  let history = begin(0);
  for (let i = 1; i <= 300; i += 1) history = step(history, i);
  expect(history.past.length).toBe(200);
  expect(history.past[0]).toBe(100);
});
