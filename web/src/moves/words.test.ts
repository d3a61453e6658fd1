import { expect, test } from 'vitest';
import { deviceOf, placeWords } from './words';
import type { Report } from './types';

const word = { value: 5, at: '2026-11-30T05:00:00Z', by: 'Y Linh (linh)', report: 'r1' };
const report: Report = {
  id: 'r1', happened_at: word.at, device_time: word.at, received_at: word.at, by: word.by, device: 'web-1', base_revision: 0, revision: 1, outcome: 'conflict', said: {},
};
const t = ((key: string, more?: { device: string }) => (more ? `${key} ${more.device}` : key)) as never;

test('a word says its device itself; where it does not, the report that was read says it', () => {
  expect(deviceOf({ ...word, device: 'web-2' }, [report])).toBe('web-2');
  expect(deviceOf({ ...word, device: null }, [report])).toBe(null);
  expect(deviceOf(word, [report])).toBe('web-1');
  expect(deviceOf(word)).toBe(undefined);
});

test('a desk is told apart from what nobody knows', () => {
  expect(placeWords('web-1', { t })).toBe('moves.conflict.device web-1');
  expect(placeWords(null, { t })).toBe('moves.conflict.desk');
  expect(placeWords(undefined, { t })).toBe('');
});
