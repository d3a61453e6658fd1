// What an import answers, dry run and real alike: /zones/import, /shelters/import, /admin-units/import.
import type { L } from '../api/types';
import type { Fault, Repair } from '../plans/zones/types';

export const KINDS = ['zones', 'shelters', 'admin-units'] as const;
export type ImportKind = (typeof KINDS)[number];
export const FATES = ['added', 'changed', 'unchanged', 'repaired', 'held', 'refused'] as const;
export type Fate = (typeof FATES)[number];
export type QuestionCode = 'crs_missing' | 'meridian' | 'axis' | 'vn2000_internal' | 'mapping' | 'no_commune';
type Bounds = [west: number, south: number, east: number, north: number];

export interface ImportOption { value: string; label: L; inside_commune: number; of: number; bounds: Bounds | null }
export interface ImportQuestion { code: QuestionCode; text: L; options: ImportOption[] }
export interface ImportMapping { field: string; property: string | null; candidates: string[] }
export interface ImportItem {
  place: L; code: string | null; name: string | null; hazard: string | null; commune_code: string | null; commune_name: string | null; level: number | null;
  fate: Fate; reasons: L[]; faults: Fault[]; repair: Repair | null; geometry: GeoJSON.Geometry | null; area_m2: number | null;
}
export interface ImportDraft {
  dry_run: boolean; file: { format: string; crs_stated: string; crs_words: string | null; features: number };
  crs: { epsg: number; name: L; axis: 'xy' | 'yx' } | null;
  questions: ImportQuestion[]; mapping: ImportMapping[]; items: ImportItem[]; remarks: L[]; counts: Record<Fate, number>; summary: L;
}

/** The answer of units, which are counted and not listed one by one. */
export interface UnitImport {
  dry_run: boolean; provinces: number; districts: number; communes: number; added: number; changed: number; updated: number; unchanged: number;
  closed: number; left_out: number; successions: number; changes: L[]; refused: { place: string; reason: L }[]; summary: L;
}
