import { expect, test } from 'vitest';
import type { Alert } from '../api/types';
import { changesOf } from './reread';

const words = {
  lang: 'vi' as const,
  loc: (text: { vi: string; en: string } | null | undefined) => text?.vi ?? '',
  t: ((key: string, given?: { count?: number }) => (given?.count === undefined ? key : `${key} ${given.count}`)) as never,
};
const alert = (part: Partial<Alert>) => ({
  headline: 'Tin bão', hazard_name: { vi: 'bão', en: 'storm' }, level: null, severity: 'Severe', certainty: 'Likely', urgency: 'Expected', area_desc: 'Quảng Ngãi',
  onset: null, effective: null, expires: '2026-11-30T12:00:00Z', expires_assumed: false, chain: [], signed: false, signature_verified: false, remarks: [], infos: [], ...part,
}) as unknown as Alert;
const zones = (total: number) => ({ zones: [], total });
const now = new Date('2026-11-30T10:00:00Z');

test('only what is understood otherwise is told, before and after', () => {
  const before = { alert: alert({ hazard_name: null, area_desc: null }), zones: zones(0) };
  const after = { alert: alert({}), zones: zones(12) };
  expect(changesOf(before, after, words, now)).toEqual([
    { what: 'alerts.what', before: 'alerts.hazardUnknown', after: 'bão' },
    { what: 'alerts.where', before: 'unknown', after: 'Quảng Ngãi' },
    { what: 'alerts.zonesTouched', before: 'alerts.touchedNone', after: 'alerts.touched 12' },
  ]);
  expect(changesOf(after, after, words, now)).toEqual([]);
});

test('a level that a table gave is not the level the bulletin states', () => {
  const level = (official: boolean) => ({ value: { scale: 'disaster_risk', value: 3 }, official }) as unknown as Alert['level'];
  const [one] = changesOf({ alert: alert({ level: level(false) }), zones: null }, { alert: alert({ level: level(true) }), zones: null }, words, now);
  expect([one?.what, one?.before.includes('level.advice'), one?.after.includes('level.official')]).toEqual(['alerts.levelNamed', true, true]);
});

test('where only the texts are kept otherwise, that is said', () => {
  const info = (description: string) => ({ infos: [{ description }] }) as unknown as Partial<Alert>;
  expect(changesOf({ alert: alert(info('a')), zones: null }, { alert: alert(info('b')), zones: null }, words, now)).toEqual([{ what: 'alerts.original', before: '', after: 'alerts.reread.texts' }]);
});
