import { expect, test } from 'vitest';
import { LONGEST, scaledSize, takenAt } from './photo';

test('the longest side is scaled down, the other with it', () => {
  expect(scaledSize(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(scaledSize(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  expect(Math.max(...Object.values(scaledSize(20_000, 3)))).toBe(LONGEST);
});
test('nothing is blown up, and nothing becomes nothing', () => {
  expect(scaledSize(640, 480)).toEqual({ width: 640, height: 480 });
  expect(scaledSize(20_000, 1)).toEqual({ width: 1600, height: 1 });
});
test('a file from the future was taken now', () => {
  const now = new Date('2026-11-30T05:00:00Z');
  expect(takenAt({ lastModified: Date.parse('2026-11-30T04:00:00Z') }, now)).toBe('2026-11-30T04:00:00.000Z');
  expect(takenAt({ lastModified: Date.parse('2026-11-30T06:00:00Z') }, now)).toBe('2026-11-30T05:00:00.000Z');
  expect(takenAt({ lastModified: 0 }, now)).toBe('2026-11-30T05:00:00.000Z');
});
