// The shapes of /api/v1, as the server sends them. Times are RFC 3339 in UTC; show them through shared/format.

/** Words for people in both languages. */
export interface L { vi: string; en: string }
export type Lang = keyof L;

export type Scale =
  | 'disaster_risk' | 'flood_alarm' | 'civil_defence' | 'wind_force'
  | 'susceptibility' | 'forest_fire_class' | 'earthquake_intensity';
/** Always a scale and a value: Vietnamese papers call seven different scales "cấp". */
export interface Level { scale: Scale; value: number }
/** A level with its origin: published in the bulletin, or computed here as advice. */
export interface GivenLevel { value: Level; official: boolean; /** What told it, for people. */ ground?: L | null; /** One more, where several hazards are named: a person may, nothing does it by itself. */ offered?: { value: Level; ground: L } | null }

export interface Page<T> { items: T[]; next: string | null }

export type Role = 'admin' | 'editor' | 'appraiser' | 'approver' | 'official' | 'viewer' | 'integration';
export interface DemoAccount {
  name: string; display_name: string; role: Role;
  unit_code: string | null; unit_name: string | null; password: string;
}
export interface Meta {
  name: string; version: string; demonstration: boolean; now: string; time_zone: string;
  anonymous: 'viewer' | 'lookup_only'; demo_accounts: DemoAccount[];
}
export interface Account {
  id: string; name: string; display_name: string; role: Role;
  unit_code: string | null; unit_name: string | null;
}
/** `first_run`: the program has no account yet that can sign in. */
export interface Session { account: Account | null; permissions: string[]; first_run?: boolean }

export interface PropertyFigures { livestock: number; motorbikes: number; boats: number; rice_tonnes: number }

export type ZoneState = 'normal' | 'prepare' | 'order' | 'clearing' | 'cleared' | 'return_allowed' | 'stood_down';
export interface ZoneProperties {
  id: string; code: string; hazard: string; name: string; village: string | null;
  commune_code: string; commune_name: string; evacuate_from_level: Level;
  status: 'in_force' | 'draft' | 'retired'; revision: number; state: ZoneState;
  households: number; people: number; vulnerable: number; property: PropertyFigures;
  area_m2: number; demonstration: boolean;
}
export type ZoneFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, ZoneProperties>;
export interface ZoneCollection { type: 'FeatureCollection'; features: ZoneFeature[]; next: string | null }

export interface CommuneProperties {
  code: string; name: string; kind: 'commune' | 'ward' | 'special_zone' | 'province';
  lon: number | null; lat: number | null; boundary: 'surveyed' | 'approximate' | 'none';
}
export type CommuneCollection = GeoJSON.FeatureCollection<GeoJSON.Geometry | null, CommuneProperties>;

export interface Shelter {
  id: string; code: string; name: string;
  kind: 'school' | 'village_hall' | 'communal_house' | 'health_station' | 'office';
  commune_code: string; commune_name: string; capacity: number; suitable_for: string[];
  lon: number; lat: number; keeper_phone: string | null; demonstration: boolean;
}
export interface Destination { code: string; name: string; kind: string; capacity: number }

export type SourceState = 'speaking' | 'late' | 'failing' | 'silent' | 'never_heard';
export interface SourceHealth {
  state: SourceState;
  last_success_at: string | null; last_new_alert_at: string | null; last_attempt_at: string | null;
  /** The moment that the data speaks of: a server may answer at once and tell of yesterday. */
  data_at?: string | null;
  consecutive_failures: number; last_error: L | null; last_note?: L | null; next_attempt_at: string | null;
}
export interface AlertSource {
  id: string; code: string; name: string; url: string; enabled: boolean; demonstration: boolean; health: SourceHealth;
}

/** Zones of a commune of which no source tells, for one reason. */
export interface UnheardZones {
  commune_code: string; commune_name: string; hazards: string[]; zones: number; sources: string[]; last_heard_at: string | null; sentence: L;
}
export interface SourceSilence { items: UnheardZones[]; next: string | null; zones: number; communes: number; checked_at: string }

export type MsgType = 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
export type AlertState = 'upcoming' | 'current' | 'expired' | 'superseded' | 'cancelled' | 'ended_by_absence' | 'not_real';
export interface AlertSummary {
  id: string; sender: string; identifier: string; sent: string; received_at: string;
  status: 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft'; msg_type: MsgType;
  event: string | null; headline: string | null; headline_en?: string | null; sender_name: string | null;
  hazard: string | null; hazard_name: L | null; level: GivenLevel | null;
  onset: string | null; effective: string | null; expires: string | null; expires_assumed: boolean;
  state: AlertState; source_code: string | null; demonstration: boolean; event_id: string | null;
  place: 'located' | 'unknown'; area_desc: string | null;
  /** How sure and how grave by its sender, in the words of CAP; of the block that fits best. */
  severity?: string | null; certainty?: string | null; urgency?: string | null;
  hazard_ground?: L | null; source_name?: string | null;
  /** Typed in or told by people of the office, and not fetched. */
  typed?: 'bulletin' | 'local_sign' | null;
  /** Since when its source lists it no more, though it holds on. */
  unlisted_at?: string | null;
  /** How many plans by what was decided of them. */
  decided?: Partial<Record<Outcome, number>> | null;
}
export interface AlertInfo {
  language: string | null; event: string | null; headline: string | null; description: string | null;
  instruction: string | null; category: string[]; response_type: string[];
  urgency: string | null; severity: string | null; certainty: string | null;
  effective: string | null; onset: string | null; expires: string | null; areas: { area_desc: string }[];
  /** The level this block states for its own areas; an older server does not tell. */
  level?: Level | null;
}
/** A link of a chain; without an id it is spoken of but was never received. */
export interface ChainLink { id: string | null; sender: string; identifier: string; sent: string; msg_type: MsgType | null }
export interface Alert extends AlertSummary {
  infos: AlertInfo[]; chain: ChainLink[]; geometry: GeoJSON.MultiPolygon | GeoJSON.Polygon | null;
  remarks: L[]; signed: boolean; signature_verified: boolean;
  /** What stays known of the bytes; they may have been dropped after their time. */
  raw?: { sha256: string; length: number; received_at: string; dropped_at: string | null };
}
export interface TouchedZones {
  zones: { id: string; code: string; relation: 'polygon' | 'circle' | 'geocode'; overlap_share: number | null }[];
  total: number;
}
export type Outcome = 'proposed' | 'triggered' | 'not_triggered' | 'needs_person' | 'stand_down_proposed';
export interface Decision {
  plan: { id: string; code: string; title: string; hazard: string; commune_code: string; commune_name: string };
  zone: { id: string; code: string; name: string } | null;
  outcome: Outcome; reason: L;
}

/** What came from the field and found no household or task; `sent` is the text as it was sent, a JSON operation where it could be read. */
export interface UnplacedReport {
  id: string; received_at: string; happened_at: string; by: string; device: string | null; reason: L | null; sent: string;
}
export interface DisasterEvent {
  id: string; name: L; kind: 'real' | 'drill'; started_at: string; closed_at: string | null; demonstration: boolean;
  /** The event it turned out to belong to; an earlier server does not tell. */
  joined_to?: string | null;
}
export interface ActivationZone {
  zone_id: string; code: string; name: string; village: string | null;
  state: 'proposed' | 'open' | 'stand_down_proposed' | 'stood_down' | 'lapsed';
  households: number; people: number; reason: L; checklist_id: string | null;
}
export interface ActivationFigures {
  zones: number; households: number; people: number; vulnerable: number; property: PropertyFigures;
  tasks_total: number; tasks_done: number;
}
/** `lapsed`: the proposal fell away before a decision, because its bulletin was cancelled or replaced. */
export type ActivationStatus = 'proposed' | 'active' | 'declined' | 'stood_down' | 'closed' | 'lapsed';
export interface Activation {
  id: string; status: ActivationStatus;
  event: { id: string; name: L; kind: 'real' | 'drill' } | null;
  plan: {
    id: string; code: string; title: string; hazard: string; hazard_name: L;
    commune_code: string; commune_name: string; version_n: number;
  };
  alert: { id: string; headline: string | null; headline_en?: string | null; sender: string; sent: string; msg_type: MsgType; expires: string | null } | null;
  level: GivenLevel | null; mode: string;
  proposed_at: string; escalate_at: string | null; escalated_at: string | null;
  decided_at: string | null; decided_by: string | null; decision_remark: string | null;
  figures: ActivationFigures; zones: ActivationZone[];
  against: { zone_id: string | null; code: string | null; name: string | null; reason: L }[];
  pending: { open: string[]; stand_down: string[]; words: L | null };
  papers: { id: string; number: string; dated: string; file_name: string | null }[];
  demonstration: boolean; etag: string;
}

export type ZoneStage = 'prepare' | 'ordered' | 'clearing' | 'cleared' | 'return_allowed' | 'returned';
export interface Count { total: number; done: number }
export interface ChecklistSummary {
  id: string; activation_id: string;
  zone: { id: string; code: string; name: string; village: string | null; hazard: string; commune_code: string; commune_name: string };
  round: number; state: 'open' | 'stood_down' | 'closed';
  /** Where the zone stands on its way out and back, since when, and what can follow. */
  stage: ZoneStage; stage_name: L; stage_at: string; next_stages: ZoneStage[];
  opened_at: string; onset: string; onset_basis: 'onset' | 'effective' | 'sent';
  households: number; people: number; vulnerable: number; property: PropertyFigures;
  tasks_total: number; tasks_done: number; overdue: number; destinations: Destination[];
  /** Who is late, by role and name. */
  late?: LateWho[];
  /** Tasks counted by subject; where the server leaves it out, the list shows one bar instead of two. */
  progress?: { people: Count; property: Count; command: Count };
}
export interface LateWho { role: string; role_name: L; name: string | null; tasks: number }
export type TaskState = 'open' | 'done' | 'not_applicable' | 'done_earlier';
export type Phase = 'before' | 'during' | 'after';
export type Subject = 'people' | 'property' | 'command';
export interface Task {
  id: string; position: number; phase: Phase; subject: Subject; role: string; role_name: L; title: L;
  due_at: string | null; state: TaskState; remark: string | null; done_at: string | null;
  changed_by: string | null; changed_at: string | null; revision: number; etag: string;
  person: TaskPerson | null; steps_total: number; steps_done: number; steps: TaskStep[];
  /** Empty where nobody is signed in. */
  photos: TaskPhoto[];
}
/** Who is named beside the role; the number only for people who are signed in. */
export interface TaskPerson { name: string; phone: string | null }
export interface TaskStep {
  id: string; position: number; title: string; done: boolean; done_at: string | null; added_by: string | null;
  changed_by: string | null; changed_at: string | null; revision: number; etag: string;
}
/** A photo without its image; one that was taken out stays, marked. */
export interface TaskPhoto {
  id: string; task_id: string; media_type: string; width: number; height: number; length: number;
  taken_at: string; received_at: string; added_by: string; removed: { at: string; by: string; remark: string } | null;
}
export interface Checklist extends ChecklistSummary { tasks: Task[] }
export interface TaskChange { state: TaskState; remark?: string; done_at?: string }

export interface AuditLine {
  id: string; seq: number; at: string; actor: L; account_id: string | null; origin: string | null; action: string;
  subject_kind: string; subject_id: string; alert_id: string | null; paper: string | null; detail: L; hash: string;
}

export interface Unit { code: string; name: string; kind: 'commune' | 'ward' | 'special_zone' | 'province'; parent_code: string | null }

/** A plan as the list shows it; its versions and their contents are read one by one. */
export interface PlanSummary {
  id: string; code: string; hazard: string; hazard_name: L; unit_code: string; unit_name: string; demonstration: boolean;
  in_force: {
    version_id: string; number: number; title: string; review_by?: string | null;
    approval: { number: string; date: string; signer: string; effective_from: string } | null;
  } | null;
  /** The version being worked on. */
  open?: { n: number; stage: string; stage_name: L } | null;
}

export interface Demo {
  chains: { code: string; name: L; messages: { identifier: string; msg_type: MsgType; published_at: string | null }[] }[];
  next_at: string | null;
}
export interface DemoStep { published: { identifier: string; msg_type: MsgType } | null; remaining: number }
