import { expect, test } from 'vitest';
import { startOfNextDay } from './days';

test('a day of UTC+7 ends at 17:00 UTC', () => expect(startOfNextDay('24/11/2026')).toBe('2026-11-24T17:00:00.000Z'));
test('the last day of a year ends in the next', () => expect(startOfNextDay('31/12/2026')).toBe('2026-12-31T17:00:00.000Z'));
test('what is no day is no moment', () => expect(startOfNextDay('31/02/2026')).toBeNull());
