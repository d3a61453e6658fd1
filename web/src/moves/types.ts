// The shapes of relocation on the wire: households on the move, what is said of them, figures, reports, short codes.
import type { DisasterEvent, L, ZoneStage } from '../api/types';

export const STATES = ['unknown', 'notified', 'agreed', 'refused', 'departed', 'arrived', 'transferred', 'returned', 'cannot_return'] as const;
export type MoveState = (typeof STATES)[number];
export const STAGES = ['prepare', 'ordered', 'clearing', 'cleared', 'return_allowed', 'returned'] as const satisfies readonly ZoneStage[];
export type Stage = ZoneStage;
export const COUNTS = ['present', 'departed', 'arrived', 'returned'] as const;
/** A count that a report gives; `listed` is the register's and given by nobody. */
export type CountName = (typeof COUNTS)[number];
export const FORMS = ['host', 'shelter', 'in_place'] as const;
export type Form = (typeof FORMS)[number];
export const PROPERTY_STATES = ['to_move', 'raised_in_place', 'moved', 'left'] as const;
export type PropertyState = (typeof PROPERTY_STATES)[number];
export const PROPERTY_KINDS = ['livestock', 'vehicle', 'boat_or_cage', 'rice', 'papers', 'gongs', 'machine', 'other'] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

export interface Destination { kind: Form; shelter_id?: string; place?: string }
export interface PropertyLine {
  id: string; kind: PropertyKind; what: string; quantity: number | null; unit: string; state: PropertyState;
  place?: string | null; receipt?: string | null;
}
export interface PropertySaid {
  line_id: string; kind?: PropertyKind; what?: string; quantity?: number; unit?: string; state?: PropertyState; place?: string; receipt?: string;
}
export interface Explains { of: CountName; of_number: number; against: CountName | 'listed'; against_number: number; why: string }
/** What a report says; what is left out is not spoken of. */
export interface Said {
  state?: MoveState; present?: number; departed?: number; arrived?: number; returned?: number;
  destination?: Destination; reason?: string; coercion?: string; remark?: string; explains?: Explains; property?: PropertySaid[];
  /** An earlier report that was a slip: it counts no longer, and stays to be read. Nothing else is said with it. */
  takes_back?: string;
}

export interface Heard<T> { value: T; at: string; by: string; report: string }
/** A word of a contradiction, with the device that said it; none at a desk, not told where an earlier server gave it. */
export interface ConflictWord extends Heard<number | Destination> { device?: string | null }
export interface Conflict { field: CountName | 'destination'; said: ConflictWord[]; /** Of the household, to link there. */ checklist_ids?: string[] }
export interface Difference extends Omit<Explains, 'why'> { explained: { why: string; by: string; at: string } | null }

export interface Relocation {
  id: string; event_id: string; household_id: string | null; code: string; label: string | null;
  /** Only for those who may read names. */
  head: string | null; phone: string | null;
  commune_code: string; village: string; round: number; is_current: boolean; opened_at: string;
  listed: number; vulnerable: number;
  /** The best count there is; `uncounted`: it is the register's, nobody has counted. */
  people: number; uncounted: boolean;
  state: MoveState; state_name: L; state_at: string | null; state_by: string | null;
  present: number | null; departed: number | null; arrived: number | null; returned: number | null;
  destination: Destination | null; reason: string | null; coercion: string | null; remarks: Heard<string>[];
  property: PropertyLine[]; conflicts: Conflict[]; differences: Difference[]; revision: number; etag: string;
}
/** What reports say of a relocation: the part of it that their sum decides. */
export type Standing = Pick<Relocation, 'state' | 'state_at' | 'state_by' | CountName | 'destination' | 'reason' | 'coercion' | 'remarks' | 'property' | 'conflicts' | 'differences' | 'people' | 'uncounted'>;
export type Outcome = 'applied' | 'superseded' | 'conflict' | 'not_permitted' | 'unplaced' | 'duplicate';
export interface Report {
  id: string; happened_at: string; device_time: string; received_at: string; by: string; device: string | null;
  base_revision: number; revision: number; outcome: Outcome; said: Said;
  /** Why, where that needs words. */
  reason?: L | null;
  /** The report as which it was said first, where somebody placed it by hand. */
  first_said?: string | null;
}
export interface RelocationWithReports extends Relocation { reports: Report[] }

/** What became of an operation of the outbox. */
export interface Taken { id: string; outcome: Outcome; target_id: string | null; revision: number; happened_at: string; reason: L | null }

export interface Pair { households: number; people: number }
export interface PropertyTotal { kind: PropertyKind; unit: string; state: PropertyState; lines: number; quantity: number }
export interface Figures {
  listed: Pair; vulnerable: number; evacuated: Pair; host: Pair; shelter: Pair; unstated: Pair; in_place: Pair; returned: Pair;
  not_moved: Pair; unknown: Pair; uncounted: Pair; by_state: Partial<Record<MoveState, Pair>>;
  conflicts: number; differences: number; shelters_in_use: number; property: PropertyTotal[];
}
export interface QuickReport {
  id: string; unit_code: string; as_of: string; made_at: string; made_by: string; remark: string | null; figures: Figures;
}
export interface EventFigures {
  at: string; unit: { code: string; name: string }; total: Figures;
  communes: { code: string; name: string; figures: Figures }[];
  villages: { commune_code: string; village: string; figures: Figures }[];
  last_report: QuickReport | null;
  change: Record<'evacuated' | 'host' | 'shelter' | 'returned' | 'unknown', Pair> | null;
  not_reported: { since: string; communes: { code: string; name: string }[] };
  sentence: L;
}
export interface ZoneReport {
  zone: { id: string; code: string; name: string; village: string | null };
  checklist_id: string; round: number; stage: Stage; stage_name: L; figures: Figures;
}
export interface ActivationReport { at: string; activation_id: string; event_id: string; unit_code: string; sentence: L; total: Figures; zones: ZoneReport[] }

/** Minutes from the order to leave, or from the first step where there was none. */
export interface RoundReview {
  began_at: string; minutes_to_decision: number | null; minutes_to_stage: Partial<Record<Stage, number>>;
  minutes_to_first_departure: number | null; minutes_to_half: number | null; minutes_to_last_departure: number | null;
  households: number; never_reached: string[]; refused: string[]; median_delay_minutes: number | null;
}
export interface ReviewedRound { activation_id: string; checklist_id: string; zone: { code: string; name: string }; round: number; review: RoundReview; unreached: Relocation[] }
export interface ReviewedRole { name: L; review: { role: string; tasks: number; late: number; never_done: number; worst_minutes: number } }
export interface EventReview { event: DisasterEvent; until: string; rounds: ReviewedRound[]; roles: ReviewedRole[]; bottleneck: string | null }

export interface Criterion { code: string; words: L }
export interface Paper { id: string; number: string; dated: string; file_name: string | null; added_by?: string; added_at?: string }

export interface ShortCodeLine {
  line: string; understood: { household: string; said: Said } | null; relocation: Relocation | null; words: L; taken: Taken | null;
}
