// What is arranged for zones, reckoned: who has a place, what is promised of a shelter, and what is still missing.
import type { Arrangements, PlannedRoute, ZoneArrangement } from '../../api/allocation';
import type { Shelter } from '../../resources/types';
import { stepOf } from '../fields';
import type { PlanZone } from '../types';

/** People of a zone by the household register: `drawn` where counted inside the outline of the draft. */
export interface ZonePeople { households: number; people: number; vulnerable: number; drawn: boolean }

const EMPTY: ZoneArrangement = { destinations: [], hosted: 0, in_place: 0, routes: [], to_be_driven: null, vehicles: [], teams: [], stores: [], in_charge: null };
export type ArrangementField = keyof ZoneArrangement;

/** All parts of an arrangement; an edit may hold some of them only. */
export const whole = (arranged: Partial<ZoneArrangement> | undefined): ZoneArrangement => {
  const made = { ...EMPTY, ...arranged };
  return { ...made, to_be_driven: made.to_be_driven ?? null, in_charge: made.in_charge ?? null };
};
export const pointerOf = (zone: string, field?: string): string => `/arrangements/${stepOf(zone)}${field ? `/${field}` : ''}`;
/** The zone a pointer into the arrangements names. */
export const zoneIn = (pointer: string): string | null => /^\/arrangements\/([^/]+)/.exec(pointer)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? null;

/** What is kept of a change: nothing where the part is empty and was never written. */
export const kept = <K extends ArrangementField>(before: Partial<ZoneArrangement> | undefined, field: K, value: ZoneArrangement[K]): ZoneArrangement[K] | undefined =>
  before?.[field] === undefined && JSON.stringify(value) === JSON.stringify(EMPTY[field]) ? undefined : value;

export interface Sums { sheltered: number; hosted: number; inPlace: number; placed: number; leaving: number; /** Null where the people of the zone are not known. */ left: number | null; over: number }
export function sumsOf(arranged: ZoneArrangement, people: number | null): Sums {
  const sheltered = arranged.destinations.reduce((sum, to) => sum + to.people, 0);
  const placed = sheltered + arranged.hosted + arranged.in_place;
  return {
    sheltered, hosted: arranged.hosted, inPlace: arranged.in_place, placed, leaving: sheltered + arranged.hosted,
    left: people === null ? null : Math.max(0, people - placed), over: people === null ? 0 : Math.max(0, placed - people),
  };
}

/** People the whole plan promises to each shelter, by code. */
export function promisedIn(arrangements: Arrangements): Map<string, number> {
  const promised = new Map<string, number>();
  for (const arranged of Object.values(arrangements)) for (const to of whole(arranged).destinations) promised.set(to.code, (promised.get(to.code) ?? 0) + to.people);
  return promised;
}
/** Places a shelter has left when the whole plan is kept; below nothing where it is promised too often. Null: not in the register. */
export const placesLeft = (shelter: Shelter | undefined, promised: ReadonlyMap<string, number>): number | null => (shelter ? shelter.capacity - (promised.get(shelter.code) ?? 0) : null);

export type Answered = 'yes' | 'no' | 'unknown';
export const suits = (shelter: Shelter, hazard: string): Answered => shelter.suitability.find((said) => said.hazard === hazard)?.answer ?? (shelter.suitable_for.includes(hazard) ? 'yes' : 'unknown');
/** Shelters of the unit first, those not safe for the hazard last, then by name. */
export const shelterOrder = (unit: string, hazard: string) => (a: Shelter, b: Shelter): number =>
  Number(b.commune_code === unit) - Number(a.commune_code === unit) || Number(suits(a, hazard) === 'no') - Number(suits(b, hazard) === 'no') || a.name.localeCompare(b.name, 'vi');
/** Whether a shelter of another commune is open to this one. */
export const isOpenTo = (shelter: Shelter, unit: string): boolean => shelter.commune_code === unit || shelter.facts.shared_with.includes(unit);

export type Lack =
  | { kind: 'destinations' } | { kind: 'places'; people: number } | { kind: 'over'; people: number }
  | { kind: 'shelterOver'; name: string; people: number } | { kind: 'shelterUnsafe'; name: string } | { kind: 'shelterGone'; name: string } | { kind: 'shelterAway'; name: string; until: string }
  | { kind: 'routes' } | { kind: 'crossings'; name: string } | { kind: 'closed'; name: string; crossing: string; level: number }
  | { kind: 'vehicles' } | { kind: 'drivenOver'; people: number } | { kind: 'teams' } | { kind: 'stores' } | { kind: 'lead' } | { kind: 'phone' };
/** Where a part stands that something is missing in. */
export const FIELD_OF: Record<Lack['kind'], ArrangementField> = {
  destinations: 'destinations', places: 'destinations', over: 'destinations', shelterOver: 'destinations', shelterUnsafe: 'destinations', shelterGone: 'destinations', shelterAway: 'destinations',
  routes: 'routes', crossings: 'routes', closed: 'routes', vehicles: 'vehicles', drivenOver: 'to_be_driven', teams: 'teams', stores: 'stores', lead: 'in_charge', phone: 'in_charge',
};
/** What weighs: people without a place, or a way or shelter that is not safe. */
const GRAVE: ReadonlySet<Lack['kind']> = new Set(['destinations', 'places', 'shelterOver', 'shelterUnsafe', 'closed']);
export const isGrave = (lack: Lack): boolean => GRAVE.has(lack.kind);

interface Known { people: number | null; promised: ReadonlyMap<string, number>; shelters: readonly Shelter[] | undefined; hazard: string; /** The telephone was kept back: whether there is one is not known. */ phoneWithheld?: boolean }
export function lacksOf(zone: PlanZone['properties'], arranged: ZoneArrangement, { people, promised, shelters, hazard, phoneWithheld }: Known): Lack[] {
  const lacks: Lack[] = [];
  const sums = sumsOf(arranged, people);
  if (sums.placed === 0) lacks.push({ kind: 'destinations' });
  else if (sums.left) lacks.push({ kind: 'places', people: sums.left });
  if (sums.over > 0) lacks.push({ kind: 'over', people: sums.over });
  for (const to of arranged.destinations) {
    if (!shelters) break;
    const shelter = shelters.find((each) => each.code === to.code);
    const name = to.name || to.code;
    if (!shelter || shelter.retired_on) { lacks.push({ kind: 'shelterGone', name }); continue; }
    const left = placesLeft(shelter, promised) ?? 0;
    if (left < 0) lacks.push({ kind: 'shelterOver', name, people: -left });
    if (suits(shelter, hazard) === 'no') lacks.push({ kind: 'shelterUnsafe', name });
    if (shelter.away_today) lacks.push({ kind: 'shelterAway', name, until: shelter.away_today.to });
  }
  if (arranged.routes.length === 0 && !zone.route?.trim() && sums.leaving > 0) lacks.push({ kind: 'routes' });
  for (const route of arranged.routes) {
    if (route.crossings === null) lacks.push({ kind: 'crossings', name: route.name });
    for (const crossing of route.crossings ?? []) {
      const level = crossing.closes_at?.value;
      if (level !== undefined && level <= zone.evacuate_from_level.value && everyWayClosed(arranged.routes, zone.evacuate_from_level.value)) lacks.push({ kind: 'closed', name: route.name, crossing: crossing.name, level });
    }
  }
  if (arranged.vehicles.length === 0 && arranged.to_be_driven !== 0 && sums.leaving > 0) lacks.push({ kind: 'vehicles' });
  if (arranged.to_be_driven !== null && arranged.to_be_driven > sums.leaving && sums.placed > 0) lacks.push({ kind: 'drivenOver', people: arranged.to_be_driven - sums.leaving });
  if (arranged.teams.length === 0) lacks.push({ kind: 'teams' });
  if (arranged.stores.length === 0 && sums.sheltered > 0) lacks.push({ kind: 'stores' });
  if (!arranged.in_charge && !zone.in_charge?.name.trim()) lacks.push({ kind: 'lead' });
  else if (arranged.in_charge && !arranged.in_charge.phone.trim() && !phoneWithheld) lacks.push({ kind: 'phone' });
  return lacks;
}

/** Closed when the zone has to move: one open way is enough. A crossing of which nobody knows the level does not close a way. */
export const everyWayClosed = (routes: readonly PlannedRoute[], level: number): boolean =>
  routes.length > 0 && routes.every((route) => (route.crossings ?? []).some((crossing) => crossing.closes_at !== null && crossing.closes_at.value <= level));

/** Trips the vehicles need at `perTrip` people each to carry `people`; null where a vehicle does not say what it holds. */
export function tripsFor(people: number, vehicles: readonly { number: number; perTrip: number | null }[]): number | null {
  if (vehicles.some((line) => line.perTrip === null)) return null;
  const once = vehicles.reduce((sum, line) => sum + line.number * (line.perTrip ?? 0), 0);
  return once > 0 ? Math.ceil(people / once) : null;
}

const EARTH_M = 6_371_008.8;
/** Metres along a drawn line. */
export function lineMetres(line: readonly (readonly [number, number])[]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  let metres = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    if (!a || !b) continue;
    const half = Math.sin(radians(b[1] - a[1]) / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(radians(b[0] - a[0]) / 2) ** 2;
    metres += 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)));
  }
  return metres;
}

/** A whole number as people type it, with the points of thousands; null for nothing, undefined for what is none. */
export function countIn(text: string): number | null | undefined {
  const bare = text.trim().replace(/[.\s](?=\d{3}(\D|$))/g, '');
  if (bare === '') return null;
  return /^\d{1,7}$/.test(bare) ? Number(bare) : undefined;
}
