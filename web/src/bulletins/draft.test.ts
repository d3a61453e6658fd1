import { expect, test } from 'vitest';
import type { AlertSummary } from '../api/types';
import { bulletinOf, emptyDraft, emptyGroup, faultsIn, followable, groupOfFault, isWindy, usualToFollow, worthKeeping, type BulletinDraft } from './draft';

const now = new Date('2026-11-29T19:07:41Z'); // 02:07 on the wall
const draft = (part: Partial<BulletinDraft>): BulletinDraft => ({ ...emptyDraft(now, 'k'), ...part });
const whole = draft({ hazard: 'storm', level: '4', title: 'Tin bão khẩn cấp', areas: [{ code: '51', name: 'Quảng Ngãi', kind: 'province' }], windForce: '12', windGust: '15' });

test('an empty form names everything that is missing, a whole one nothing', () => {
  expect(faultsIn(draft({}), now)).toEqual(['hazard', 'level', 'title', 'areas']);
  expect(faultsIn(whole, now)).toEqual([]);
});

test('a place in words is a place too', () => {
  expect(faultsIn({ ...whole, areas: [], areaText: 'vùng núi phía tây' }, now)).toEqual([]);
});

test('a cancellation needs what it cancels, and neither level nor place', () => {
  const cancel = { ...whole, kind: 'cancel' as const, level: null, areas: [] };
  expect(faultsIn(cancel, now)).toEqual(['follows']);
  expect(faultsIn({ ...cancel, follows: 'a1' }, now)).toEqual([]);
  expect(faultsIn({ ...cancel, kind: 'last' }, now)).toEqual([]);
});

test('times that cannot be are found: issued in the future, the next before this one, a gust below the wind', () => {
  expect(faultsIn({ ...whole, issuedAt: '2026-11-30T03:05', nextAt: '2026-11-30T02:00', windGust: '9' }, now)).toEqual(['issued_at', 'next_bulletin_at', 'wind_gust']);
});

test('what is sent: no level where the bulletin names none, wind only where the hazard has wind', () => {
  expect(bulletinOf(whole)).toMatchObject({ level: { scale: 'disaster_risk', value: 4 }, wind_force: 12, wind_gust: 15, areas: ['51'], issued_at: '2026-11-29T19:05:00.000Z', follows: null, number: null, text: null });
  expect(bulletinOf({ ...whole, hazard: 'heavy_rain', level: '0' })).toMatchObject({ level: null, wind_force: null, wind_gust: null });
  expect([isWindy('storm'), isWindy('flood'), isWindy(null)]).toEqual([true, false, false]);
});

test('letters typed in parts are sent composed', () => {
  expect(bulletinOf({ ...whole, title: 'Tin ba\u0303o ' }).title).toBe('Tin bão');
});

const alert = (id: string, part: Partial<AlertSummary>) => ({ id, hazard: 'storm', state: 'current', status: 'Actual', sent: '2026-11-29T10:00:00Z', typed: 'bulletin', ...part }) as AlertSummary;

test('only bulletins in effect of the same hazard can be followed, the newest first', () => {
  const alerts = [alert('old', { state: 'superseded' }), alert('rain', { hazard: 'heavy_rain' }), alert('drill', { status: 'Exercise' }), alert('a', {}), alert('b', { sent: '2026-11-29T12:00:00Z' })];
  expect(followable(alerts, 'storm').map((each) => each.id)).toEqual(['b', 'a']);
  expect(followable(alerts, null)).toEqual([]);
});

test('the one typed before is chosen; of two nobody can know', () => {
  expect(usualToFollow([alert('a', {}), alert('fetched', { typed: null })], 'storm')).toBe('a');
  expect(usualToFollow([alert('a', {}), alert('b', {})], 'storm')).toBe('');
});

test('an untouched form is not kept', () => {
  expect(worthKeeping(draft({}))).toBe(false);
  expect(worthKeeping(draft({ areaText: 'x' }))).toBe(true);
});

test('a bulletin of several levels sends a group for each, and none of it twice', () => {
  const group = { ...emptyGroup(), level: '2', windForce: '8', areas: [{ code: '23365', name: 'Xã Ngọc Linh', kind: 'commune' }] };
  const several = { ...whole, more: [group] };
  expect(faultsIn(several, now)).toEqual([]);
  expect(bulletinOf(several)).toMatchObject({
    level: null, areas: [], wind_force: null, area_text: null,
    groups: [
      { level: { scale: 'disaster_risk', value: 4 }, wind_force: 12, wind_gust: 15, areas: ['51'], area_text: null },
      { level: { scale: 'disaster_risk', value: 2 }, wind_force: 8, wind_gust: null, areas: ['23365'], area_text: null },
    ],
  });
  expect(bulletinOf({ ...several, kind: 'last' }).groups).toBeUndefined();
  expect(bulletinOf(whole).groups).toBeUndefined();
});

test('what is missing in a further group is told of that group', () => {
  const twice = { ...emptyGroup(), level: '0', areas: whole.areas };
  expect(faultsIn({ ...whole, more: [emptyGroup(), twice, { ...twice, areas: [], areaText: 'vùng biển', windForce: '9', windGust: '8' }] }, now)).toEqual(['group-0-level', 'group-0-areas', 'group-1-areas', 'group-2-wind_gust']);
  expect(groupOfFault('group-1-areas')).toEqual({ n: 3, field: 'areas' });
  expect(groupOfFault('areas')).toBeNull();
});
