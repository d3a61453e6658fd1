// What a plan arranges for each zone, the allocation of people to shelters, and the roads distances are measured on.
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import type { L, Level, Page } from './types';

/** A way out of a zone. `line`: longitude, latitude; `crossings` null: nobody has looked whether it leads over one. */
export interface PlannedRoute { name: string; line: [number, number][] | null; crossings: { name: string; closes_at: Level | null }[] | null }
export interface PlannedLead { name: string; role: string; phone: string; phone_confirmed_on: string | null }
/** What is arranged for one zone. Each shelter, vehicle, team and store stands once; names are for readers. */
export interface ZoneArrangement {
  destinations: { code: string; name: string; people: number }[];
  hosted: number; in_place: number;
  routes: PlannedRoute[];
  /** Null: all who leave have to be driven. */
  to_be_driven: number | null;
  vehicles: { id: string; name: string; number: number; round_trip_minutes: number | null }[];
  /** `people` null: the whole team, which takes its zones in turn. */
  teams: { id: string; name: string; people: number | null }[];
  stores: { id: string; name: string }[];
  in_charge: PlannedLead | null;
}
/** By the zone's code: the member `arrangements` of a plan's content. Its fields are `/arrangements/{zone}/{part}`. */
export type Arrangements = Record<string, ZoneArrangement>;

/** A change in `diff.arrangements`. */
export interface ArrangementChange {
  zone: string; part: 'shelter' | 'hosted' | 'in_place' | 'route' | 'to_be_driven' | 'vehicles' | 'team' | 'store' | 'in_charge' | 'phone';
  known_by: string; name: string; before: L | null; after: L | null; message: L;
}

// The allocation: a proposal that a person takes over row by row, never applied by itself.

/** How a distance was found: over roads that were loaded, or the straight line times a factor. */
export type DistanceBasis = 'road' | 'straight';
/** Beside what the plan arranges now. */
export type Beside = 'same' | 'new' | 'moved' | 'dropped';

export interface AllocationAsk {
  level: Level; by: 'zone' | 'household';
  /** Nobody goes farther; absent: no bound. */
  max_distance_m?: number;
  /** Keep people of one village in one shelter where there is room, in whichever zones they live. */
  keep_villages?: boolean;
  /** Minutes between the warning and the onset; absent: those the plan states for the level, else vehicles are not reckoned with. */
  lead_minutes?: number;
}

/** People of one village of the zone in a row. */
export interface AllocationVillage { village: string; households: number; people: number; vulnerable: number }
/** People of one zone who go to one shelter. `dropped`: what the plan arranges now and the proposal does not (0 people). */
export interface AllocationRow {
  /** Names the row in an acceptance. */
  n: number;
  zone: string; shelter: string; shelter_name: string; shelter_commune: string;
  people: number; vulnerable: number | null; households: number | null;
  /** For those who may read the household register; else empty. */
  villages: AllocationVillage[];
  /** The mean over its people, and the longest. */
  distance_m: number | null; longest_m: number | null; basis: DistanceBasis | null;
  beside: Beside;
  /** People the plan promises from this zone to this shelter now. */
  current_people: number | null;
  accepted_at: string | null; accepted_by: string | null;
}
/** People who find no place, whatever is done: these groups can only reach these shelters. */
export interface Shortage { zones: string[]; villages: string[]; people: number; shelters: { code: string; name: string; places: number }[]; places: number; missing: number; message: L }
/** A shelter that was not used, and why. */
export interface PassedOver { code: string; name: string; reason: 'inside_zone' | 'unsuitable' | 'suitability_unknown' | 'no_capacity' | 'away' | 'no_consent' | 'promised_elsewhere'; message: L }
export interface AllocationTotals {
  people: number; hosted: number; in_place: number; placed: number; missing: number;
  /** People times metres. */
  person_metres: number; longest_m: number | null; mean_m: number | null;
  by_road: number; by_straight_line: number;
}
/** Whether vehicles carry everybody between warning and onset. */
export interface AllocationTrips {
  verdict: 'suffices' | 'cannot_suffice' | 'not_found' | 'unknown'; lead_minutes: number | null;
  vehicles: { id: string; name: string; number: number; trips: number; back_after_minutes: number }[];
  left_behind: { zone: string; people: number }[]; message: L;
}
export interface Allocation {
  id: string; plan_id: string; plan_code: string; made_at: string; made_by: string;
  level: Level; by: 'zone' | 'household'; max_distance_m: number | null; keep_villages: boolean; lead_minutes: number | null;
  /** The version it was laid beside; null: the plan has none being written, and acceptance begins one. */
  version: { n: number; revision: number } | null;
  /** Whether it still can be taken over; else what changed. */
  stale: L[];
  feasible: boolean;
  /** Proved by prices that hold against every pair: no allocation of as many people is shorter. Weighted for the vulnerable. */
  proved: boolean;
  /** (Weighted) people times metres that keeping people together adds to the proved least. */
  rise_person_metres: number;
  rows: AllocationRow[]; totals: AllocationTotals; shortages: Shortage[]; passed_over: PassedOver[];
  trips: AllocationTrips | null;
  /** What it rests on: the factor for straight lines, the distance within which a place lies on a road, who is not counted. */
  remarks: L[];
  /** Advice: nothing of it is applied by itself. */
  advice: L;
}
export interface AllocationHead {
  id: string; made_at: string; made_by: string; level: Level; by: 'zone' | 'household';
  feasible: boolean; totals: AllocationTotals; accepted_rows: number; rows: number;
}

export const useAllocations = (planId: string) =>
  useQuery({ queryKey: ['allocations', planId], queryFn: async () => (await call<Page<AllocationHead>>(`/plans/${planId}/allocation`)).items });
export const useAllocation = (id: string) =>
  useQuery({ queryKey: ['allocation', id], queryFn: () => call<Allocation>(`/allocations/${id}`) });
export const proposeAllocation = (planId: string, ask: AllocationAsk) =>
  call<Allocation>(`/plans/${planId}/allocation`, { method: 'POST', body: ask });
/** Writes rows into the plan's draft; answers the proposal and the draft they went into. 409 with what changed where it is stale. */
export const acceptAllocation = (id: string, rows: 'all' | number[]) =>
  call<{ allocation: Allocation; version: { n: number; revision: number } }>(`/allocations/${id}/acceptance`, { method: 'POST', body: { rows } });

// Roads, for administrators.

export interface RoadSet { unit_code: string; unit_name: string; lines: number; crossings: number; length_m: number; loaded_at: string; loaded_by: string; file_name: string }
export interface RoadImport { dry_run: boolean; unit_code: string; lines: number; crossings: number; length_m: number; replaced: number; refused: { place: L; reason: L }[]; summary: L }
export const useRoads = () => useQuery({ queryKey: ['roads'], queryFn: async () => (await call<Page<RoadSet>>('/roads')).items });
/** GeoJSON lines, with `name` and, for a ngầm tràn, `closes_at` (a level's digit) or `ford: true`; they replace those of the unit. */
export const loadRoads = (unit: string, file: File, dryRun: boolean) =>
  call<RoadImport>(`/roads?unit=${encodeURIComponent(unit)}&name=${encodeURIComponent(file.name)}&dry_run=${String(dryRun)}`, { method: 'POST', file: new Blob([file], { type: 'application/geo+json' }) });
