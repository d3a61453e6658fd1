import { expect, test } from 'vitest';
import type { Delivery } from '../api/webhooks';
import { byUrgency, deliveryStanding, standingOf, told, troubleOf, type Standing, type Trouble } from './standing';
import { deliveriesAt, filterAt } from './where';

const delivery = (part: Partial<Delivery>): Delivery => ({ id: 'd', webhook_id: 'h', seq: 1, kind: 'event', body: '{}', state: 'pending', attempts: 0, made_at: '2026-11-30T01:00:00Z', next_at: null, tried_at: null, last_status: null, last_error: null, ...part });
const on = { enabled: true };
const dead = delivery({ state: 'dead', last_status: 500, tried_at: '2026-11-30T03:00:00Z' });
const arrivedAt = (tried_at: string) => delivery({ state: 'delivered', last_status: 204, tried_at });

test('a webhook stands as its last deliveries went', () => {
  expect(standingOf({ enabled: false }, { pending: [], dead: [dead], arrived: null })).toBe('off');
  expect(standingOf(on, { pending: [], dead: [], arrived: null })).toBe('none');
  expect(standingOf(on, { pending: [delivery({})], dead: [], arrived: null })).toBe('waiting');
  expect(standingOf(on, { pending: [delivery({}), delivery({ last_error: 'no answer' })], dead: [], arrived: null })).toBe('trying');
  expect(standingOf(on, { pending: [], dead: [], arrived: arrivedAt('2026-11-30T02:00:00Z') })).toBe('well');
});

test('what was given up weighs until something arrives after it', () => {
  expect(standingOf(on, { pending: [delivery({ last_status: 500 })], dead: [dead], arrived: arrivedAt('2026-11-30T02:00:00Z') })).toBe('givenUp');
  expect(standingOf(on, { pending: [], dead: [dead], arrived: arrivedAt('2026-11-30T04:00:00Z') })).toBe('well');
});

test('what wants a person comes first, what is off last', () => {
  const row = (name: string, standing: Standing) => ({ standing, hook: { name } });
  expect([row('a', 'off'), row('c', 'well'), row('b', 'well'), row('z', 'givenUp'), row('y', 'trying')].sort(byUrgency).map(({ hook }) => hook.name)).toEqual(['z', 'y', 'b', 'c', 'a']);
});

test('what waits for a webhook that is off waits for the switch', () => {
  expect(deliveryStanding(delivery({}), true)).toBe('waiting');
  expect(deliveryStanding(delivery({ last_status: 503 }), true)).toBe('trying');
  expect(deliveryStanding(delivery({ last_status: 503 }), false)).toBe('held');
  expect(deliveryStanding(dead, false)).toBe('dead');
});

test('an answer that is no arrival is told in plain words', () => {
  const of = (last_status: number) => troubleOf(delivery({ last_status }));
  const told: [number, Trouble][] = [[302, 'redirect'], [401, 'refused'], [403, 'refused'], [404, 'unknownPlace'], [410, 'unknownPlace'], [429, 'busy'], [503, 'busy'], [400, 'badRequest'], [422, 'badRequest'], [500, 'inside'], [502, 'inside'], [199, 'status']];
  for (const [status, trouble] of told) expect([status, of(status)]).toEqual([status, trouble]);
  expect(troubleOf(delivery({ state: 'delivered', last_status: 204 }))).toBeNull();
  expect(troubleOf(delivery({}))).toBeNull();
});

test('no answer is told by its cause', () => {
  const of = (last_error: string) => troubleOf(delivery({ last_error }));
  const sending = 'no answer: error sending request for url (https://a.vn/x)';
  const told: [string, Trouble][] = [
    [`${sending}: client error (Connect): dns error: localhost is not an address of the open network`, 'noPlace'],
    [`${sending}: client error (Connect): dns error: failed to lookup address information: Name or service not known`, 'unnamed'],
    [`${sending}: client error (Connect): tcp connect error: Connection refused (os error 111)`, 'closed'],
    [`${sending}: operation timed out`, 'slow'],
    [`${sending}: client error (Connect): invalid peer certificate: UnknownIssuer`, 'unsafe'],
    [`${sending}: connection closed before message completed`, 'broken'],
    ['http://a.vn/ is not an https address without a name or password in it', 'notAllowed'],
    ['something else', 'unanswered'],
  ];
  for (const [error, trouble] of told) expect([error, of(error)]).toEqual([error, trouble]);
});

test('a drill is seen in the message itself; what is no JSON stays as it is', () => {
  expect(told('{"type":"event","data":{"drill":true,"units":["23365"]}}')).toMatchObject({ drill: true, units: ['23365'] });
  expect(told('{"type":"finding","data":{"drill":"true","unit_code":"23365"}}')).toMatchObject({ drill: false, units: ['23365'] });
  expect(told('{"type":"alert"}').pretty).toBe('{\n  "type": "alert"\n}');
  expect(told('[oops')).toEqual({ drill: false, units: [], pretty: '[oops' });
});

test('a filter stands in the address and comes back from it', () => {
  expect(deliveriesAt({})).toBe('/bao-he-thong-khac/da-gui');
  for (const filter of [{ webhook: '', state: '' }, { webhook: 'h1', state: 'dead' }, { webhook: '', state: 'pending' }] as const) {
    expect(filterAt(new URLSearchParams(deliveriesAt(filter).split('?')[1] ?? ''))).toEqual(filter);
  }
  expect(filterAt(new URLSearchParams('xem=khong-co'))).toEqual({ webhook: '', state: '' });
});
