import { expect, test } from 'vitest';
import type { ZoneArrangement } from '../../api/allocation';
import type { Shelter } from '../../resources/types';
import { editsOf, patchOf, withEdits } from '../fields';
import { levelOf } from '../levels';
import type { Content, PlanZone } from '../types';
import { countIn, everyWayClosed, isOpenTo, kept, lacksOf, lineMetres, placesLeft, pointerOf, promisedIn, shelterOrder, suits, sumsOf, tripsFor, whole, zoneIn } from './model';

const zone = { code: 'NL-SL-01', evacuate_from_level: levelOf(2), route: null, in_charge: null } as unknown as PlanZone['properties'];
const shelter = (code: string, capacity: number, more: Partial<Shelter> = {}): Shelter =>
  ({ code, name: code, capacity, commune_code: '1', suitable_for: [], suitability: [], retired_on: null, away_today: null, facts: { shared_with: [] }, ...more }) as unknown as Shelter;
const arranged = (more: Partial<ZoneArrangement>) => whole(more);
const kinds = (of: ZoneArrangement, people: number | null, shelters: Shelter[] = [], promised = promisedIn({ z: of })) =>
  lacksOf(zone, of, { people, promised, shelters, hazard: 'landslide' }).map((lack) => lack.kind);
const route = (closes: number | null, looked = true) => ({ name: 'liên thôn', line: null, crossings: looked ? (closes === null ? [] : [{ name: 'Đăk Mek', closes_at: levelOf(closes) }]) : null });

test('people in shelters, with hosts and at home make up the zone', () =>
  expect(sumsOf(arranged({ destinations: [{ code: 'A', name: '', people: 80 }], hosted: 20, in_place: 9 }), 129)).toEqual({ sheltered: 80, hosted: 20, inPlace: 9, placed: 109, leaving: 100, left: 20, over: 0 }));
test('of a zone whose people are not known nothing is said to be left', () => expect(sumsOf(arranged({ hosted: 5 }), null)).toMatchObject({ left: null, over: 0 }));
test('an empty arrangement lacks everything but what only people on the move need', () => expect(kinds(arranged({}), 129)).toEqual(['destinations', 'teams', 'lead']));
test('a zone with a place for each of its people and all that moves them lacks nothing', () =>
  expect(kinds(arranged({ destinations: [{ code: 'A', name: 'A', people: 129 }], routes: [route(null)], to_be_driven: 0, teams: [{ id: 't', name: '', people: null }], stores: [{ id: 's', name: '' }], in_charge: { name: 'A Dói', role: '', phone: '0905 000 003', phone_confirmed_on: null } }), 129, [shelter('A', 200)])).toEqual([]));
test('too few places, a shelter promised too often, unsafe, away or gone are told apart', () => {
  const of = arranged({ destinations: ['A', 'B', 'C', 'D'].map((code) => ({ code, name: code, people: 20 })), in_charge: { name: 'A', role: '', phone: '', phone_confirmed_on: null }, teams: [{ id: 't', name: '', people: 2 }], stores: [{ id: 's', name: '' }], routes: [route(null)], to_be_driven: 0 });
  const shelters = [shelter('A', 10), shelter('B', 50, { suitability: [{ hazard: 'landslide', answer: 'no', reason: '' }] }), shelter('C', 50, { away_today: { from: '2026-09-01', to: '2026-12-31', reason: '' } })];
  expect(kinds(of, 100, shelters)).toEqual(['places', 'shelterOver', 'shelterUnsafe', 'shelterAway', 'shelterGone', 'phone']);
});
test('nothing is said of shelters before the register is here', () => expect(lacksOf(zone, arranged({ destinations: [{ code: 'A', name: '', people: 1 }], to_be_driven: 0 }), { people: 1, promised: new Map(), shelters: undefined, hazard: 'landslide' }).map((l) => l.kind)).toEqual(['routes', 'teams', 'stores', 'lead']));
test('a way nobody looked at is said; a way that closes before people move only where there is no other', () => {
  const of = (routes: ReturnType<typeof route>[]) => kinds(arranged({ hosted: 1, routes, to_be_driven: 0 }), 1).filter((kind) => kind === 'crossings' || kind === 'closed');
  expect(of([route(null, false)])).toEqual(['crossings']);
  expect(of([route(2)])).toEqual(['closed']);
  expect(of([route(3)])).toEqual([]);
  expect(of([route(1), route(null)])).toEqual([]);
  expect(everyWayClosed([], 3)).toBe(false);
});
test('a telephone that was kept back is not said to be missing', () =>
  expect(lacksOf(zone, arranged({ hosted: 1, in_charge: { name: 'A', role: '', phone: '', phone_confirmed_on: null } }), { people: 1, promised: new Map(), shelters: [], hazard: 'x', phoneWithheld: true }).some((lack) => lack.kind === 'phone')).toBe(false));
test('a shelter is promised over all zones of the plan', () => {
  const promised = promisedIn({ a: arranged({ destinations: [{ code: 'A', name: '', people: 30 }] }), b: arranged({ destinations: [{ code: 'A', name: '', people: 80 }] }) });
  expect([placesLeft(shelter('A', 100), promised), placesLeft(undefined, promised)]).toEqual([-10, null]);
});
test('own shelters first, unsafe ones last among them', () => {
  const unsafe = shelter('A', 1, { suitability: [{ hazard: 'flood', answer: 'no', reason: '' }] });
  const sorted = [shelter('X', 1, { commune_code: '2' }), unsafe, shelter('B', 1)].sort(shelterOrder('1', 'flood')).map((each) => each.code);
  expect(sorted).toEqual(['B', 'A', 'X']);
  expect([suits(unsafe, 'flood'), suits(unsafe, 'storm'), isOpenTo(shelter('X', 1, { commune_code: '2' }), '1')]).toEqual(['no', 'unknown', false]);
});
test('what was never written and is empty is no edit', () => {
  expect([kept(undefined, 'hosted', 0), kept({ hosted: 3 }, 'hosted', 0), kept(undefined, 'routes', [])]).toEqual([undefined, 0, undefined]);
});
test('the parts of two zones are edits of their own, and a zone may have a slash in its code', () => {
  const edits = { [pointerOf('NL/SL-01', 'hosted')]: 12, [pointerOf('NL-SL-02', 'in_place')]: 3 };
  expect(patchOf(edits)).toEqual({ arrangements: { 'NL/SL-01': { hosted: 12 }, 'NL-SL-02': { in_place: 3 } } });
  expect(editsOf(patchOf(edits))).toEqual(edits);
  expect(zoneIn(pointerOf('NL/SL-01', 'routes'))).toBe('NL/SL-01');
  const after = withEdits({ arrangements: { 'NL/SL-01': whole({ hosted: 1, in_place: 4 }) } } as unknown as Content, edits);
  expect(after.arrangements?.['NL/SL-01']).toMatchObject({ hosted: 12, in_place: 4 });
});
test('trips are counted only where every vehicle says what it holds', () => {
  expect(tripsFor(100, [{ number: 2, perTrip: 8 }, { number: 1, perTrip: 25 }])).toBe(3);
  expect(tripsFor(100, [{ number: 2, perTrip: null }])).toBeNull();
});
test('a line is as long as its parts', () => expect(Math.round(lineMetres([[108, 15], [108, 15.01], [108, 15.02]]))).toBe(2224));
test('numbers are read as offices write them', () => expect(['1.200', ' 85 ', '', 'nhiều', '1,5', '-3'].map(countIn)).toEqual([1200, 85, null, undefined, undefined, undefined]));
