// Who has a plan against what, as the server tells it.
import type { L } from '../api/types';
import type { Stage } from '../plans/types';

export const STATES = ['missing', 'stale', 'draft', 'in_force', 'not_applicable'] as const;
export type CoverState = (typeof STATES)[number];
export type OwedAct = 'write' | 'submit' | 'appraise' | 'approve' | 'review';
export interface Owes { act: OwedAct; role: string | L; due: string | null; overdue: boolean }
export interface CoverCell {
  hazard: string; state: CoverState; stage?: Stage | null; plan_id?: string | null; n?: number | null;
  effective_from?: string | null; review_by?: string | null; reason?: string | null; owes?: Owes | null;
  stale_because?: 'unit_formed_anew' | 'review_date' | 'season' | null;
  /** The version being written beside the one that holds. */
  open?: { n: number; stage: Stage } | null;
}
export interface CoverUnit { code: string; name: string; kind: string; cells: CoverCell[] }
export interface Coverage { as_of: string; hazards: { code: string; name: L }[]; units: CoverUnit[] }
