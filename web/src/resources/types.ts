// The registers of resources as the server tells them.
import type { L } from '../api/types';
import type { Fate } from '../households/types';

export const REGISTERS = ['vehicles', 'teams', 'supplies', 'water-points', 'landing-places', 'contacts'] as const;
export type Register = (typeof REGISTERS)[number];
export const TABS = ['shelters', ...REGISTERS, 'loans'] as const;
export type Tab = (typeof TABS)[number];
/** The word of a register in bodies, by its address. */
export const WORD: Record<Register, string> = { vehicles: 'vehicle', teams: 'team', supplies: 'supply', 'water-points': 'water_point', 'landing-places': 'landing_place', contacts: 'contact' };

export interface Away { from: string; to: string; reason: string }
export interface Contract { number: string; partner: string; from: string | null; until: string | null }
/** What is said of one kind of resource only; each register uses some of it. */
export interface Details {
  register: string; number?: number; unit?: string; per_trip?: number | null; condition?: string; ownership?: string; owner?: string; contract?: Contract | null;
  people?: number; duty?: string; minutes?: number | null; villages?: string[]; needed?: number | null; source?: string; expires_on?: string | null;
  access?: string; capacity?: string; inspected_on?: string | null; inspected_by?: string; position?: string; backup_phone?: string; backup_confirmed_on?: string | null;
}
export interface Entry {
  kind: string; name: string; village: string; place: string; position: [number, number] | null; keeper: string; phone: string; phone_confirmed_on: string | null; away: Away[]; remark: string; details: Details;
}
export interface Resource {
  id: string; unit_code: string; unit_name: string; code: string; revision: number; retired_on: string | null; demonstration: boolean;
  entry: Entry; quantity: number | null; lent_today: number; free_today: number | null; away_today: Away | null;
}
export interface Kind { register: string; code: string; name: L; unit: string; offered: boolean }

export type Answer = 'yes' | 'no' | 'unknown';
export const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];
export const SHELTER_KINDS = ['school', 'village_hall', 'communal_house', 'health_station', 'office', 'other'] as const;
export interface Suitability { hazard: string; answer: Answer; reason: string }
export interface ShelterFacts {
  village: string; capacity_day: number | null; suitability: Suitability[]; storeys: number | null; structure: string; floor_area_m2: number | null; water: Answer; toilets: number | null;
  backup_power: Answer; kitchen: Answer; access: string; crosses_spillway: Answer; inspected_on: string | null; inspected_by: string; keeper_phone_confirmed_on: string | null; shared_with: string[]; away: Away[]; remark: string;
}
export interface Shelter {
  id: string; code: string; name: string; kind: (typeof SHELTER_KINDS)[number]; commune_code: string; commune_name: string; capacity: number; suitable_for: string[]; suitability: Suitability[];
  lon: number; lat: number; keeper_name: string | null; keeper_phone: string | null; demonstration: boolean; revision: number; retired_on: string | null; facts: ShelterFacts; away_today: Away | null;
}

export const MOVEMENTS = ['received', 'issued', 'spoiled', 'counted'] as const;
export type MovementKind = (typeof MOVEMENTS)[number];
export interface Movement { id: string; position: number; kind: MovementKind; quantity: number; delta: number; happened_on: string; noted_at: string; noted_by: string; reason: string }

export type LoanState = 'asked' | 'consented' | 'refused' | 'withdrawn';
export type LoanAnswer = 'consent' | 'refuse' | 'withdraw';
export interface Loan {
  id: string; resource_id: string; register: string; resource_code: string; resource_name: string; owner_code: string; owner_name: string; to_unit: string; to_unit_name: string;
  quantity: number; first_day: string; last_day: string; purpose: string; state: LoanState; asked_by: string; answered_by: string | null; answer_reason: string; revision: number;
}

export interface ImportRow { row: number; fate: Fate; taken: boolean; unit_code: string; code: string; entry: Entry; counted: number | null; reasons: L[]; remarks: L[] }
export interface ResourceImport {
  dry_run: boolean; file_name: string; sheet: string; sheets: string[]; columns: { at: number; title: string[]; field: string | null }[];
  counts: Record<Fate, number>; rows: ImportRow[]; passed_over: number[]; missing: { code: string; name: string }[]; remarks: L[]; summary: L;
}
