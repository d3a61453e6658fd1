import { expect, test } from 'vitest';
import { dayFromText, dayText } from './days';

test('a day goes there and back', () => expect(dayText(dayFromText('1/5/2027'))).toBe('01/05/2027'));
test('the 31st of April is no day', () => expect(dayFromText('31/04/2027')).toBeNull());
test('a month first is not guessed at', () => expect(dayFromText('05/13/2027')).toBeNull());
test('nothing is nothing', () => expect([dayText(null), dayFromText('')]).toEqual(['', null]));
