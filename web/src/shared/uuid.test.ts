import { expect, test } from 'vitest';
import { uuid7 } from './uuid';

test('of two made one after the other the later is the greater, also within a millisecond and when the clock is set back', () => {
  const at = Date.parse('2026-11-30T05:00:00Z');
  const made = [uuid7(at), uuid7(at), uuid7(at - 60_000), uuid7(at + 1), ...Array.from({ length: 5_000 }, () => uuid7(at + 1))];
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('it is a UUID of version 7 that begins with its time', () => {
  const made = uuid7(Date.parse('2099-01-01T00:00:00Z'));
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(made.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2099-01-01T00:00:00Z'));
});
