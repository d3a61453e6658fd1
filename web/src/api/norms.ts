// Norms: how much a person needs and how old a figure may be, as the server sends them.
import { call } from './client';
import type { Page } from './types';

/** A value and where it comes from. `verify`: general knowledge that nobody has read in its source yet. */
export interface Norm { value: number; source: string; verify: boolean }
/** Vietnamese practice beside the Sphere Handbook. */
export interface BothNorms { vietnam: Norm; sphere: Norm }
export type NormChoice = 'vietnam' | 'sphere';
export type NormPer = 'person_and_day' | 'person';
/** `required`: there must be enough of it. `perishable`: a lot without a use-by day is not known to be good. */
export interface ItemNorm extends BothNorms {
  item: string; vi: string; en: string; unit_vi: string; unit_en: string; per: NormPer; required: boolean; perishable: boolean;
}
export interface Norms {
  note: string;
  /** Whose values are reckoned with. */
  choice: NormChoice;
  days_of_supply: Norm; items: ItemNorm[];
  space_m2_per_person: BothNorms; people_per_toilet: BothNorms;
  phone_days: Norm; inspection_days: Norm; ahead_days: Norm; figure_tolerance_percent: Norm;
}

/** Norms as they were set once. Who did it is null for who is not signed in. */
export interface NormsRevision {
  /** 0 for those the program came with. */
  revision: number;
  changed_at: string | null; changed_by: string | null; reason: string;
  norms: Norms;
}
/** Those that are reckoned with, beside those the program came with. */
export interface HeldNorms extends NormsRevision { etag: string; shipped: Norms }

export const readNorms = () => call<HeldNorms>('/norms');
/** Every correction, newest first; those the program came with last. */
export const readNormsHistory = () => call<Page<NormsRevision>>('/norms/history');
/** For accounts of a province. All findings are looked at again. */
export const putNorms = (held: Pick<HeldNorms, 'etag'>, norms: Norms, reason: string) =>
  call<HeldNorms>('/norms', { method: 'PUT', body: { norms, reason }, ifMatch: held.etag });
