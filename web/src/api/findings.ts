// Findings (which true tables contradict each other) and the what-if, as the server sends them.
import { call } from './client';
import type { L, Level, Page } from './types';

export type FindingSeverity = 'critical' | 'serious' | 'notice';
/** `accepted`: an official knows of it and lives with it until a day; it is shown all the same. */
export type FindingState = 'open' | 'accepted' | 'mended';
/** `hearing`: what is heard for the zones of a commune; its id is the code of the commune. */
export type FindingSubject =
  | 'unit' | 'zone' | 'plan' | 'shelter' | 'vehicle' | 'team' | 'store' | 'contact' | 'household' | 'loan' | 'hearing';

/** An entry of a table a finding speaks of. `id` is the code of a unit. */
export interface FindingEntry { what: FindingSubject; id: string; name: L }

export interface FindingAcceptance {
  /** The last day on which it is accepted (YYYY-MM-DD). */
  until: string;
  /** Reason and person are empty for who is not signed in. */
  reason: string; by: string; at: string;
}

export interface Finding {
  /** Stable as long as the contradiction stands; 32 hexadecimal digits. */
  key: string;
  kind: string; kind_name: L; family: string; family_name: L;
  severity: FindingSeverity; severity_name: L;
  /** The unit that owes the mending. */
  unit_code: string; unit_name: string;
  /** Null for who is not signed in where the entry is a person; null where it is mended. */
  about: FindingEntry | null; against: FindingEntry | null;
  hazards: string[];
  /** The two facts that disagree. Null for who is not signed in, and where it is mended. */
  facts: [L, L] | null;
  mend: L | null;
  /** The role that owes it: a code of `FindingKind.owed_by`. */
  owed_by: string; owed_by_name: L;
  state: FindingState;
  /** Since when it stands; null where that was not written down yet. */
  first_seen: string | null;
  mended_at: string | null;
  /** How often it came back after it was mended. */
  came_back: number;
  acceptance: FindingAcceptance | null;
}

export interface FindingCounts {
  total: number; accepted: number;
  by_severity: { critical: number; serious: number; notice: number };
  /** Only kinds that are among those asked for, the most frequent first. */
  by_kind: { kind: string; name: L; severity: FindingSeverity; count: number }[];
}

/** Worst first. `counts` are over all that were asked for, not the page. */
export interface FindingPage extends Page<Finding> {
  counts: FindingCounts;
  /** The day for which it was looked (YYYY-MM-DD). */
  day: string;
}

export interface FindingQuery {
  unit?: string; severity?: FindingSeverity; kind?: string; hazard?: string; owed_by?: string;
  /** Open and accepted ones where absent. */
  state?: FindingState;
  cursor?: string; limit?: number;
}

/** What a kind of finding is, for explanations and filters. */
export interface FindingKind {
  kind: string; name: L; family: string; family_name: L; severity: FindingSeverity;
  owed_by: string; owed_by_name: L;
  /** The rule in a sentence, and on what it rests. */
  rule: L; source: L;
}

/** What stands about a plan. `as_if`: computed from the draft as if it were in force, beside all others. */
export interface PlanFindings {
  plan_id: string; version: number; as_if: boolean; day: string;
  items: Finding[]; counts: FindingCounts;
}

/** Beside the completeness of a version: the critical findings that would stand if it were in force. They block nothing. */
export interface CompletenessWarnings { warnings: Finding[] }

function query(asked: object): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

export const readFindings = (asked: FindingQuery = {}) => call<FindingPage>(`/findings${query(asked)}`);
export const readFinding = (key: string) => call<Finding>(`/findings/${key}`);
export const readFindingKinds = () => call<Page<FindingKind>>('/finding-kinds');
/** The draft as if it were in force, where the plan has one; `version` asks for one of its versions. */
export const readPlanFindings = (plan: string, version?: number) =>
  call<PlanFindings>(`/plans/${plan}/findings${query({ version })}`);
/** `until: null` takes an acceptance back. */
export const acceptFinding = (key: string, until: string | null, reason: string) =>
  call<Finding>(`/findings/${key}/acceptance`, { method: 'POST', body: { until, reason } });

// What-if: figures for a situation somebody thinks of. All of it is advice; nothing is opened or changed by it.

export interface WhatIfQuestion {
  hazard: string; level: Level;
  /** Codes of zones; those of the hazard that must move at the level where absent. */
  zones?: string[];
  /** Only zones that have a point in common with it, and households that stand in it; for who may read the register. */
  area?: GeoJSON.Polygon | GeoJSON.MultiPolygon;
  /** Only in this unit and below it. */
  unit?: string;
}

/** A figure with how many could not be counted into it. */
export interface Counted { kind: string; name: L; count: number; unknown: number }

/** What the plans in force write in their tables (Phụ lục 1, 2) of the zones and villages concerned. */
export interface TableFigures {
  households: number; people: number;
  /** Of them, those the tables send to shelters; all where a row does not say how many are hosted. */
  in_shelters: number;
  /** By kind of vulnerable people, from the columns of Phụ lục 2. */
  vulnerable: Counted[];
  /** Zones of which no table says how many people live there. */
  zones_unknown: number;
}

/** What the register of households says; a household that lives in two of the zones counts once. */
export interface RegisterFigures {
  households: number; people: number; needing_help: number;
  vulnerable: Counted[];
  property: { kind: string; name: L; unit: string; quantity: number; unknown: number }[];
  /** People who go to a shelter, or of whom nobody has settled where they go. */
  in_shelters: number;
  /** Households with no destination settled, and their people. */
  undecided_households: number; undecided_people: number;
  /** Zones in which no household is registered. */
  zones_unknown: number;
  /** With a drawn area: households of the zones whose position is not known, so that nobody can tell. */
  households_unplaced: number;
}

export type ShelterLoss = 'inside' | 'unsuitable' | 'suitability_unknown' | 'away' | 'place_unknown';

export interface WhatIfShelter {
  id: string; code: string; name: string; commune_code: string;
  night: number | null; day: number | null;
  /** Null where people can go there. */
  lost: ShelterLoss | null;
  why: L | null;
  /** The code of the zone it stands in, where that is why. */
  zone: string | null;
}

/** Places left in shelters people can go to. */
export interface PlacesLeft {
  shelters: number; night: number; night_unknown: number; day: number; day_unknown: number;
  lost_shelters: number; lost_night: number;
}

/** What is short, reckoned once for the people of the register and once for those of the tables; null: enough. */
export interface Shortage {
  what: 'places_night' | 'places_day' | 'item';
  item: string | null; name: L; unit: L;
  there: number;
  need_by_register: number; short_by_register: number | null;
  need_by_tables: number; short_by_tables: number | null;
}

export interface WhatIfVehicles {
  vehicles: number; seats: number;
  /** Usable vehicles whose seats or state nobody entered. */
  unknown: number;
  /** Round trips of all vehicles at once until everybody of the register was driven; null where nothing drives. */
  trips_by_register: number | null; trips_by_tables: number | null;
}

export interface WhatIfPlace {
  /** Null in the total. */
  commune_code: string | null; commune_name: string | null;
  zones: number;
  tables: TableFigures; register: RegisterFigures; places: PlacesLeft; vehicles: WhatIfVehicles; shortages: Shortage[];
}

export interface WhatIfZone {
  id: string; code: string; name: string; commune_code: string; evacuate_from_level: Level;
  /** The drawn area holds only a part of it, or touches it. */
  in_part: boolean;
}

export interface WhatIf {
  /** To be shown with the figures, always. */
  advice: L;
  at: string;
  hazard: string; level: Level;
  total: WhatIfPlace;
  communes: WhatIfPlace[];
  zones: WhatIfZone[];
  shelters: WhatIfShelter[];
}

export const askWhatIf = (question: WhatIfQuestion) => call<WhatIf>('/what-if', { method: 'POST', body: question });
