import { expect, test } from 'vitest';
import { pairIn, pairText, revisionOn, spanDays, type Revision } from './history';

const revision = (n: number, drawn_at: string, in_force?: Revision['in_force']) => ({ drawn_at, in_force, properties: { revision: n } }) as Revision;
const on = (items: Revision[], day: string) => revisionOn(items, day)?.properties.revision ?? null;

test('the revision in force on a day is the one whose span holds it, its last day too', () => {
  const items = [revision(1, '2025-06-10T02:00:00Z', [{ from: '2025-07-01', to: '2026-05-04' }]), revision(2, '2026-04-20T03:30:00Z', [{ from: '2026-05-05', to: null }])];
  expect([on(items, '2025-06-30'), on(items, '2025-07-01'), on(items, '2026-05-04'), on(items, '2026-05-05'), on(items, '2027-01-01')]).toEqual([null, 1, 1, 2, 2]);
});
test('a zone that was out of force for a while was not there then', () => {
  const items = [revision(1, '2025-06-10T02:00:00Z', [{ from: '2025-07-01', to: '2025-12-31' }, { from: '2026-05-01', to: null }])];
  expect([on(items, '2025-12-31'), on(items, '2026-02-01'), on(items, '2026-06-01')]).toEqual([1, null, 1]);
});
test('where spans are not told, what was drawn by the end of the day counts', () => {
  const items = [revision(1, '2025-06-10T02:00:00Z'), revision(2, '2026-04-20T17:30:00Z')];
  expect([on(items, '2025-06-09'), on(items, '2026-04-20'), on(items, '2026-04-21')]).toEqual([null, 1, 2]);
});
test('a span in instants counts by its Vietnamese days', () => {
  expect(spanDays({ from: '2026-05-04T17:00:00Z', to: null })).toEqual({ from: '2026-05-05', to: null });
});
test('two revisions are named in an address, older first', () => {
  expect(['?so=3-1', '?so=1-3', '?so=2-2', '?so=2', '?so=a-b', ''].map(pairIn)).toEqual([{ older: 1, newer: 3 }, { older: 1, newer: 3 }, null, null, null, null]);
  expect(pairText({ older: 1, newer: 3 })).toBe('1-3');
});
