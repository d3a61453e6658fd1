import { expect, test } from 'vitest';
import { emptySign, faultsOf, seenAt, signOf, type SignDraft } from './draft';
import { uuid } from '../shared/uuid';
import { keepTold, toldSigns, waiting, type Box, type Told } from './outbox';

const now = new Date('2026-11-29T19:07:00Z');
const draft = (part: Partial<SignDraft>): SignDraft => ({ ...emptySign, ...part });
const here = { kind: 'point', lon: 107.66210049, lat: 14.98123, accuracyM: 17.6, origin: 'here' } as const;

test('each step says what it lacks, and no more', () => {
  expect(faultsOf('what', draft({}), now)).toEqual(['signs']);
  expect(faultsOf('where', draft({}), now)).toEqual(['place']);
  expect(faultsOf('where', draft({ placeText: 'Thôn Đăk Xi' }), now)).toEqual(['place']);
  expect(faultsOf('where', draft({ place: here }), now)).toEqual([]);
  expect(faultsOf('where', draft({ place: { ...here, lon: 2.35, lat: 48.85 } }), now)).toEqual(['outside']);
  expect(faultsOf('more', draft({ signs: ['other'], people: 'mười' }), now)).toEqual(['note', 'people']);
  expect(faultsOf('more', draft({ signs: ['crack'] }), now)).toEqual([]);
});

test('when it was seen: just now, a while ago, or an hour that has passed', () => {
  expect(seenAt(draft({}), now)).toBe(now.toISOString());
  expect(seenAt(draft({ seen: 'hour' }), now)).toBe('2026-11-29T18:07:00.000Z');
  expect(seenAt(draft({ seen: 'longer', seenAt: '2026-11-29T22:00' }), now)).toBe('2026-11-29T15:00:00.000Z');
  expect(seenAt(draft({ seen: 'longer', seenAt: '2026-11-30T09:00' }), now)).toBeNull();
  expect(seenAt(draft({ seen: 'longer', seenAt: '2026-11-01T09:00' }), now)).toBeNull();
});

test('a fix widens the circle only where it is poor; a name comes with its village', () => {
  expect(signOf(draft({ signs: ['crack'], place: here, people: '12' }), 'u', now)).toMatchObject({ lon: 107.6621, lat: 14.98123, radius_m: null, commune_code: null, people_near: 12, note: null });
  expect(signOf(draft({ place: { ...here, accuracyM: 1830.4 } }), 'u', now).radius_m).toBe(1830);
  expect(signOf(draft({ place: { ...here, accuracyM: 90_000 } }), 'u', now).radius_m).toBe(5000);
  const named = signOf(draft({ place: { kind: 'commune', code: '23461', name: 'Xã Ngọc Linh', village: 'Thôn Đăk Xi' }, placeText: 'sau trường' }), 'u', now);
  expect(named).toMatchObject({ lon: null, radius_m: null, commune_code: '23461', village: 'Thôn Đăk Xi; sau trường' });
});

const box = (): Box & { text: string | null } => {
  const kept = { text: null as string | null, getItem: () => kept.text, setItem: (_: string, value: string) => { kept.text = value; } };
  return kept;
};
const told = (id: string, at: number, state: Told['state']): Told => ({ sign: { ...signOf(emptySign, id, now) }, toldAt: new Date(at * 1000).toISOString(), place: '', state });

test('what waits is sent oldest first and is never pushed out by what was sent', () => {
  const kept = box();
  keepTold(told('first', 1, 'waiting'), kept);
  keepTold(told('second', 2, 'waiting'), kept);
  for (let i = 0; i < 30; i += 1) keepTold(told(`sent-${i}`, 10 + i, 'sent'), kept);
  expect(waiting(kept).map((each) => each.sign.id)).toEqual(['first', 'second']);
  expect(toldSigns(kept).length).toBeLessThanOrEqual(22);
});

test('what becomes known of a report takes the place of the report', () => {
  const kept = box();
  keepTold(told('a', 1, 'waiting'), kept);
  keepTold(told('a', 1, 'sent'), kept);
  expect(toldSigns(kept).map((each) => each.state)).toEqual(['sent']);
});

test('what another version left is not shown', () => {
  const kept = box();
  kept.text = '[{"x":1},null]';
  expect(toldSigns(kept)).toEqual([]);
  kept.text = '{';
  expect(toldSigns(kept)).toEqual([]);
});

test('a report has a UUID of version 4', () => {
  expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
