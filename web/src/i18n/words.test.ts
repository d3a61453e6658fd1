import { expect, test } from 'vitest';
import { en } from './en';
import { vi } from './vi';
import { apiDocsWords } from './vi/apiDocs';
import { desk } from './vi/desk';
import { finding } from './vi/findings';
import { hookWords } from './vi/hooks';
import { inspections } from './vi/inspections';
import { intake } from './vi/intake';
import { publicWords } from './vi/lookup';
import { mapwork } from './vi/mapwork';
import { moving } from './vi/moving';
import { offlineWords } from './vi/offline';
import { planning } from './vi/planning';
import { register } from './vi/register';
import { resources } from './vi/resources';
import { room } from './vi/room';
import { visitorWords } from './vi/visitor';

/** Every key with its text; English has a singular where Vietnamese needs none. */
function entries(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(name, value);
    else for (const [k, v] of entries(value as object, name)) found.set(k, v);
  }
  return found;
}
const parts = [vi, room, desk, planning, publicWords, mapwork, intake, register, resources, moving, inspections, finding, offlineWords, apiDocsWords, hookWords, visitorWords];
const viWords = new Map(parts.flatMap((part) => [...entries(part)]));
const enWords = entries(en);

test('both languages say the same things', () => {
  const withoutSingular = [...enWords.keys()].filter((key) => !key.endsWith('_one'));
  expect(withoutSingular.sort()).toEqual([...viWords.keys()].sort());
});

test('both languages take the same figures', () => {
  const figures = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
  for (const [key, text] of viWords) expect([key, figures(enWords.get(key))]).toEqual([key, figures(text)]);
});

test('Vietnamese is written as offices write it: no “bạn”, no exclamation, composed letters', () => {
  for (const [key, text] of viWords) {
    expect([key, /(^|\s)bạn(\s|$)/i.test(text)]).toEqual([key, false]);
    expect([key, text.includes('!')]).toEqual([key, false]);
    expect([key, text === text.normalize('NFC')]).toEqual([key, true]);
  }
});
