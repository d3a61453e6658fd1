import { expect, test } from 'vitest';
import type { Words } from '../i18n';
import { capWord, sureness } from './capWords';

const t = ((key: string) => key.replace('alerts.cap.', '')) as unknown as Words['t'];

test('a word of CAP is found whatever its case; a strange one is unknown and never left out', () => {
  expect([capWord('severity', 'SEVERE', t), capWord('certainty', 'Very Likely', t), capWord('urgency', null, t)]).toEqual(['severity.Severe', 'certainty.Unknown', 'urgency.Unknown']);
});

test('only what the sender told is said', () => {
  expect(sureness({ severity: 'Minor', urgency: 'Past' }, t)).toBe('severity.Minor · urgency.Past');
  expect(sureness({}, t)).toBeNull();
});
