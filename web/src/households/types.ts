// The household register as the server tells it.
import type { L, PropertyFigures } from '../api/types';

export const HOUSE_CLASSES = ['solid', 'semi_solid', 'weak', 'makeshift', 'not_stated'] as const;
export const POVERTIES = ['poor', 'near_poor', 'neither', 'not_stated'] as const;
export const DESTINATION_KINDS = ['host', 'shelter', 'in_place', 'not_stated'] as const;
export const KINDS = ['child', 'older_person', 'pregnant_or_nursing', 'disabled', 'severely_ill', 'no_legal_capacity', 'living_alone', 'no_vietnamese', 'field_hut', 'site_worker', 'boarding_pupil', 'visitor', 'poor_person', 'ethnic_minority', 'difficult_area', 'other'] as const;
export const PROPERTY_KINDS = ['livestock', 'vehicle', 'boat_or_cage', 'rice', 'papers', 'gongs', 'machine', 'other'] as const;
export type HouseClass = (typeof HOUSE_CLASSES)[number];
export type Poverty = (typeof POVERTIES)[number];
export type DestinationKind = (typeof DESTINATION_KINDS)[number];
export type Kind = (typeof KINDS)[number];
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

export interface VulnerableGroup { kind: Kind; count: number | null }
export interface PropertyLine { kind: PropertyKind; what: string; quantity: number | null; unit: string }
export interface Entry {
  head: string; village: string; people: number; male: number | null; female: number | null;
  vulnerable: VulnerableGroup[]; vulnerable_people: number | null; vulnerable_note: string;
  house_class: HouseClass; poverty: Poverty; ethnic_minority: boolean;
  danger: string; hazards: string[]; destination_kind: DestinationKind; destination: string; shelter_id: string | null;
  transport: string; helper: string; phone: string; property: PropertyLine[]; note: string;
  /** Longitude, latitude. */
  position: [number, number] | null; zone_codes: string[];
}
export interface HouseholdFigures { households: number; people: number; vulnerable: number; property: PropertyFigures }
export type Basis = 'position' | 'stated' | 'village' | 'lineage';
export interface Household {
  id: string; commune_code: string; code: string; revision: number; as_of: string; retired_on: string | null; demonstration: boolean;
  entry: Entry; figures: HouseholdFigures; zones: { id: string; code: string; name: string; basis: Basis }[];
}
export interface Revision { revision: number; as_of: string; retired_on: string | null; changed_at: string; changed_by: string; reason: string; entry: Entry }
export interface HouseholdDetail extends Household { revisions: Revision[] }
export interface Summary {
  figures: HouseholdFigures; villages: { commune_code: string; village: string; figures: HouseholdFigures }[]; kinds: Partial<Record<Kind, number>>;
}

export const FATES = ['new', 'updated', 'unchanged', 'doubtful', 'refused'] as const;
export type Fate = (typeof FATES)[number];
export interface FieldChange { field: string; from: unknown; to: unknown }
export interface ImportRow {
  row: number; fate: Fate; taken: boolean; household_id: string | null; commune_code: string | null; code: string | null;
  head: string; village: string; people: number; changes: FieldChange[]; reasons: L[]; remarks: L[]; zones: string[];
}
export interface ImportTotal { row: number; label: string; people: number | null; households: number | null; summed_people: number; summed_households: number; agrees: boolean }
export interface HouseholdImport {
  dry_run: boolean; file_name: string; sha256: string; sheet: string; sheets: string[]; as_of: string; communes: string[]; header_rows: [number, number];
  columns: { letter: string; title: string[]; field: string | null; examples: string[] }[];
  fields: { code: string; name: L }[];
  counts: Record<Fate | 'doubtful_taken' | 'missing' | 'without_zone', number>;
  rows: ImportRow[]; totals: ImportTotal[]; passed_over: { row: number; text: string }[];
  missing: { household_id: string; commune_code: string; code: string; head: string; village: string; people: number }[];
  remarks: L[]; summary: L;
}
