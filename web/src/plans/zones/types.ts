// Zones of a draft as they are drawn, cut and joined: what goes to the server and what it measures.
import type { L, PropertyFigures } from '../../api/types';
import type { Area, Version } from '../types';

export interface Fault { code: string; at: [number, number] | null; text: L }
export interface Repair { geometry: Area; changes: L[]; area_before_m2: number; area_after_m2: number }
export interface Overlap { code: string; name: string; share: number }
export interface Figures { households: number; people: number; vulnerable: number; property: PropertyFigures }
export interface Measured {
  /** Null where the household register may not be read, and where it cannot be told what is inside. */
  area_m2: number; figures: Figures | null; faults: Fault[]; repair: Repair | null;
  outside_commune_share: number | null; overlaps: Overlap[];
}
export interface MeasureQuestion { geometry: Area; hazard?: string; commune_code?: string; except?: string[] }

export interface ZonePart { code: string; name: string; geometry: Area }
export interface SplitOrder { code: string; parts: ZonePart[]; note: string }
export interface MergeOrder { codes: string[]; into: { code: string; name: string; geometry: Area | null }; note: string }
export interface MoveOrder { code: string; to: { code: string; commune_code?: string; geometry: Area }; note: string }

export type VersionAt = Pick<Version, 'plan_id' | 'n'>;
