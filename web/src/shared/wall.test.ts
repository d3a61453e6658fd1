import { expect, test } from 'vitest';
import { instantOfWall, readDay, readHour, textsOf, valueOf, wallTime } from './wall';

const now = new Date('2026-11-29T19:07:41Z'); // 02:07 on the wall

test('times are those of the clock on the wall, in Viet Nam, wherever the device thinks it is', () => {
  expect(wallTime(now)).toBe('2026-11-30T02:05');
  expect(instantOfWall('2026-11-30T02:05')).toBe('2026-11-29T19:05:00.000Z');
  expect(instantOfWall('30/11/2026')).toBeNull();
  expect(instantOfWall('2026-13-40T02:05')).toBeNull();
});

test('days as people write them, the day before the month', () => {
  expect([readDay('30/11', '2026-11-29'), readDay('1-2-26', ''), readDay('05.12.2026', '')]).toEqual(['2026-11-30', '2026-02-01', '2026-12-05']);
  expect([readDay('31/11', '2026-11-29'), readDay('11/30', '2026-11-29'), readDay('mai', '2026-11-29')]).toEqual([null, null, null]);
});

test('hours as people write them', () => {
  expect(['2:05', '0205', '205', '2h05', '14 giờ', '14 giờ 30 phút', '14g30', '7'].map(readHour)).toEqual(['02:05', '02:05', '02:05', '02:05', '14:00', '14:30', '14:30', '07:00']);
  expect(['24:00', '12:60', 'sáng', ''].map(readHour)).toEqual([null, null, null, null]);
});

test('an hour alone is of today, and what is no time stays as typed', () => {
  expect(valueOf('', '14h', now)).toBe('2026-11-30T14:00');
  expect(valueOf('', '', now)).toBe('');
  expect(textsOf(valueOf('31/11', '14:00', now))).toEqual({ day: '31/11', hour: '14:00' });
  expect(textsOf('2026-11-30T14:00')).toEqual({ day: '30/11/2026', hour: '14:00' });
});
