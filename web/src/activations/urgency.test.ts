import { expect, test } from 'vitest';
import type { Activation, ActivationZone } from '../api/types';
import { apart, awaiting, byUrgency, counted, firstAwaiting, inCommunes, toOpen, toStandDown } from './urgency';

const zone = (zone_id: string, state: ActivationZone['state']) => ({ zone_id, state, households: 10, people: 40 }) as ActivationZone;
const activation = (over: Partial<Activation>) => ({
  status: 'active', zones: [], pending: { open: [], stand_down: [], words: null },
  level: { value: { scale: 'disaster_risk', value: 3 }, official: true }, proposed_at: '2026-11-24T03:00:00Z',
  figures: { people: 100 }, ...over,
}) as Activation;

test('a proposal awaits a decision, a response under way does not', () => {
  expect(awaiting(activation({ status: 'proposed' }))).toBe(true);
  expect(awaiting(activation({ zones: [zone('a', 'open')] }))).toBe(false);
});

test('an Update that widens, and a Cancel, await a decision again', () => {
  const widened = activation({ zones: [zone('a', 'open'), zone('b', 'proposed')] });
  expect(awaiting(widened)).toBe(true);
  expect(toOpen(widened).map((z) => z.zone_id)).toEqual(['b']);
  const cancelled = activation({ zones: [zone('a', 'open')], pending: { open: [], stand_down: ['a'], words: null } });
  expect(toStandDown(cancelled).map((z) => z.zone_id)).toEqual(['a']);
});

test('a declined proposal awaits nothing, whatever its zones say', () => {
  expect(awaiting(activation({ status: 'declined', zones: [zone('a', 'proposed')] }))).toBe(false);
});

test('unknown level first, then the gravest, then the one that has waited longest', () => {
  const four = activation({ id: 'four', level: { value: { scale: 'disaster_risk', value: 4 }, official: true } });
  const older = activation({ id: 'older', proposed_at: '2026-11-24T01:00:00Z' });
  const sorted = [activation({ id: 'three' }), four, activation({ id: 'unknown', level: null }), older].sort(byUrgency);
  expect(sorted.map((a) => a.id)).toEqual(['unknown', 'four', 'older', 'three']);
});

test('of proposals that one bulletin brought, the one with most people comes first', () => {
  const many = activation({ id: 'many', proposed_at: '2026-11-24T03:00:09Z', figures: { people: 300 } as Activation['figures'] });
  expect([activation({ id: 'few' }), many].sort(byUrgency).map((a) => a.id)).toEqual(['many', 'few']);
});

test('activations stand by commune, the commune of the most urgent first', () => {
  const at = (id: string, code: string, value: number) => activation({
    id, level: { value: { scale: 'disaster_risk', value }, official: true },
    plan: { commune_code: code, commune_name: `Xã ${code}` } as Activation['plan'],
  });
  const groups = inCommunes([at('a', '1', 3), at('b', '2', 4), at('c', '1', 2), at('d', '2', 1)]);
  expect(groups.map((group) => [group.name, group.activations.map((a) => a.id)])).toEqual([['Xã 2', ['b', 'd']], ['Xã 1', ['a', 'c']]]);
});

test('hộ and khẩu are summed over zones', () => {
  expect(counted([zone('a', 'open'), zone('b', 'open')])).toEqual({ households: 20, people: 80 });
});

test('a drill never stands among what is real, and never before it', () => {
  const event = (kind: 'real' | 'drill') => ({ id: kind, name: { vi: '', en: '' }, kind });
  const drill = activation({ id: 'drill', status: 'proposed', event: event('drill'), level: { value: { scale: 'disaster_risk', value: 5 }, official: true } });
  const real = activation({ id: 'real', status: 'proposed', event: event('real') });
  const running = activation({ id: 'running', event: event('real') });
  const unnamed = activation({ id: 'unnamed', event: null });
  const { real: kept, drills } = apart([drill, real, unnamed]);
  expect([kept.map((a) => a.id), drills.map((a) => a.id)]).toEqual([['real', 'unnamed'], ['drill']]);
  expect(firstAwaiting([drill, real])?.id).toBe('real');
  expect(firstAwaiting([drill, running])).toBeUndefined();
  expect(firstAwaiting([drill])?.id).toBe('drill');
});
