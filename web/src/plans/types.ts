// The shapes of plans on the wire: /plans, /plan-form and what hangs below them.
import type { Arrangements } from '../api/allocation';
import type { L, Level } from '../api/types';
import type { LeadTimes } from './lead';

export type Stage = 'draft' | 'submitted' | 'returned' | 'appraised' | 'approved' | 'superseded' | 'withdrawn';
export interface Approval { number: string; date: string; signer: string; effective_from: string }
export interface Withdrawal { on: string; reason: string }

export interface PlanItem {
  id: string; code: string; hazard: string; hazard_name: L; unit_code: string; unit_name: string; demonstration: boolean;
  in_force: { version_id: string; number: number; title: string; approval: Approval | null; review_by: string | null } | null;
  open: { n: number; stage: Stage; stage_name: L } | null;
}
export interface VersionItem {
  id: string; n: number; status: Stage; status_name: L; in_force: boolean; title: string;
  approval: Approval | null; withdrawal: Withdrawal | null; review_by: string | null; updated_at: string | null;
}
export interface Plan extends PlanItem { versions: VersionItem[] }

export type StepKind = 'begin' | 'submit' | 'return' | 'appraise' | 'approve' | 'withdraw';
export interface Step { at: string; by: string; step: StepKind; remark: string | null }

export const SCENARIO_PARTS = ['situation', 'before', 'during', 'after'] as const;
export type ScenarioPart = (typeof SCENARIO_PARTS)[number];
export type Scenario = Partial<Record<ScenarioPart, string>>;
export type Mode = 'propose' | 'auto' | { escalate_after: { minutes: number } };
export interface Trigger { on_hazards: string[]; at_level: Level; mode: Mode }
export type Due = { minutes_from_onset: number } | { minutes_from_opening: number };
export interface TaskLine {
  phase: 'before' | 'during' | 'after'; subject: 'people' | 'property' | 'command'; role: string; title: L;
  due: Due | null; zone?: string | null; from_level?: number | null; person?: { name: string; phone?: string | null } | null; steps?: string[];
}
export interface Person { role: string; name: string }
export type AnnexRow = Readonly<Record<string, string | number | null>>;
export interface Content {
  title: string; review_by: string | null; legal_bases: string[];
  sections: Record<string, string>; scenarios: Record<string, Scenario>;
  /** Minutes between the warning and the onset, by the digit of the level; 0: any level that is not named. */
  lead_times?: LeadTimes;
  triggers: Trigger[]; zones: { zone_id: string; code: string; revision: number }[]; arrangements?: Arrangements; tasks: TaskLine[];
  command: { chair: Person; standing: Person }; annexes: Record<string, readonly AnnexRow[]>;
}
export interface Version {
  id: string; plan_id: string; plan_code: string; unit_code: string; hazard: string; n: number; revision: number;
  status: Stage; status_name: L; title: string; approval: Approval | null; withdrawal: Withdrawal | null;
  content: Content; withheld: string[]; steps: Step[];
}

export interface InCharge { role: string; name: string }
export interface PlanZoneProperties {
  id: string; code: string; hazard: string; name: string; village: string | null; commune_code: string;
  evacuate_from_level: Level; revision: number; area_m2: number;
  destinations: string[]; route: string | null; in_charge: InCharge | null;
}
export type Area = GeoJSON.Polygon | GeoJSON.MultiPolygon;
export type PlanZone = GeoJSON.Feature<Area, PlanZoneProperties>;
export interface ZoneDrawing {
  name: string; village: string | null; commune_code: string | null; evacuate_from_level: Level; geometry: Area;
  destinations: string[]; route: string | null; in_charge: InCharge | null;
}

export interface FormColumn { key: string; kind: 'text' | 'long_text' | 'whole' | 'day' | 'phone' | 'choice'; heading: L; choices: { code: string; name: L }[] }
export interface FormTable { key: string; annex: number; title: L; columns: FormColumn[]; known_by: string[] }
export interface FormSection { key: string; group: 'outline' | 'legal_part' | 'four_on_the_spot'; heading: L; hint: L }
export interface FormLevel { level: number; label: L }
export interface PlanForm {
  sections: FormSection[]; levels: FormLevel[]; tables: FormTable[]; roles: { role: string; name: L }[];
}

export interface Comment {
  id: string; pointer: string; label: L; reply_to: string | null; at: string; by: string; body: string;
  settled_at: string | null; settled_by: string | null; mine: boolean;
}
export interface CommentList { items: Comment[]; open: number }

export type Severity = 'high' | 'medium' | 'low';
export interface Finding { rule: string; severity: Severity; pointer: string; label: L; message: L; what_to_do: L; citation: L | string | null }
export type PartState = 'complete' | 'missing' | 'stale';
export interface Completeness {
  score: number; sentence: L; findings: Finding[]; parts: { pointer: string; label: L; state: PartState }[];
}

export interface FieldConflict { pointer: string; label: L; by: string; at: string; base: unknown; current: unknown }
export interface EditConflict { base_revision: number; current_revision: number; changes: FieldConflict[]; overlapping: string[] }

export interface RolledOver { plan_id: string; code: string; n: number | null; reason: L | null }
export interface HazardItem { code: string; name: L }
export interface UnitItem { code: string; name: string; kind: string; parent_code: string | null }
