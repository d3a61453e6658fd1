// Inspections of preparedness (giám sát, kiểm tra, đôn đốc): templates, campaigns, records, what failed and who owes it,
// reminders, ranking. Whatever changes names the revision that was read.
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { everyPage } from './pages';
import type { L, Page } from './types';

export interface PointSource { text: string; /** Nobody has read the act itself yet: look it up before it is quoted. */ verify: boolean }
export interface InspectionPoint { code: string; group: string; text: L; source: PointSource; weight: number }
export interface InspectionTemplate {
  code: string; name: L; note: L;
  groups: { code: string; name: L }[];
  points: InspectionPoint[];
  /** 0 while nobody has corrected what the program came with. */
  revision: number; changed_at: string | null; changed_by: string | null;
}

export type PlaceKind = 'shelter' | 'village' | 'office' | 'school' | 'dam' | 'crossing' | 'other';
/** What is looked at: a commune as a whole (`place` null), or a place in it. `key` tells subjects of one inspection apart. */
export interface InspectionSubject {
  key: string; unit_code: string; unit_name: string;
  place: { kind: PlaceKind; name: string; shelter_id: string | null } | null;
}
export interface NewSubject { unit_code: string; place?: { kind: PlaceKind; name: string; shelter_id?: string | null } | null }
/** `account`: the name they sign in with, where they have one. */
export interface TeamMember { name: string; position: string; account: string | null }
export interface InspectionDecision { number: string; signed_on: string; signer: string }
export type Recipient = 'responsible' | 'chair' | 'above';
/** `after_days`: of the first after the due date, of the others after the one before. */
export interface ReminderStep { level: number; to: Recipient; after_days: number }

export interface GradeCounts { passed: number; failed: number; not_applicable: number; /** Not looked at: never counted as passed. */ unknown: number }
export interface InspectionProgress {
  subjects: number; not_begun: number; draft: number; signed: number;
  points: GradeCounts;
  tasks: { open: number; reported: number; sent_back: number; confirmed: number; voided: number; overdue: number };
  words: L;
}
export interface InspectionSummary {
  id: string; name: string; ordered_by: string; ordered_by_name: string;
  template_code: string; template_name: L;
  first_day: string; last_day: string;
  /** Null where the paper is still to come. */
  decision: InspectionDecision | null;
  leader: TeamMember; revision: number; demonstration: boolean;
  /** Null while it goes on. */
  closing: InspectionClosing | null;
  progress: InspectionProgress;
}
/** What was open when it was closed stays owed. */
export interface InspectionClosing {
  at: string; by: string; remark: string;
  open_tasks: { id: string; unit_code: string; point: L; due_on: string }[];
  without_record: number;
}
export interface Inspection extends InspectionSummary {
  note: string; members: TeamMember[]; subjects: InspectionSubject[]; reminders: ReminderStep[];
  /** As it was when the inspection was ordered. */
  groups: { code: string; name: L }[]; points: InspectionPoint[];
  may: { /** Keep records, sign, confirm, remind. */ inspect: boolean; /** Change the inspection itself. */ change: boolean; close: boolean; reopen: boolean };
}
export interface InspectionForm {
  name: string; note?: string; first_day: string; last_day: string;
  decision?: InspectionDecision | null;
  leader: { name: string; position?: string; account?: string | null };
  members?: { name: string; position?: string; account?: string | null }[];
  subjects: NewSubject[];
  /** The usual ladder where left out. */
  reminders?: ReminderStep[];
}
export interface NewInspection extends InspectionForm { ordered_by: string; template_code: string }

export type Grade = 'passed' | 'failed' | 'not_applicable' | 'unknown';
export interface Responsible { name: string; position: string; phone: string }
export interface PointMark {
  code: string; grade: Grade; remark: string;
  responsible: Responsible | null; due_on: string | null;
  /** The unit that owes it; that of the subject where null. */
  owed_by: string | null;
}
export interface RecordContent {
  inspected_on: string | null; /** Who stood for the unit. */ present: string; conclusion: string; points: PointMark[];
}
export interface EvidencePhoto {
  id: string; record_id: string; point_code: string; task_id: string | null;
  media_type: string; width: number; height: number; length: number;
  taken_at: string; received_at: string; added_by: string;
  removed: { at: string; by: string; remark: string } | null;
}
export interface RecordVersion {
  version: number; state: 'draft' | 'signed'; opened_at: string; opened_by: string;
  /** Why a signed record is corrected; empty of the first. */
  reason: string; signed_at: string | null; signed_by: string | null;
}
export interface InspectionRecordSummary {
  id: string; inspection_id: string; subject: InspectionSubject;
  /** The newest version that the reader may see. */
  version: number; state: 'draft' | 'signed'; revision: number;
  inspected_on: string | null; counts: GradeCounts; signed_at: string | null; signed_by: string | null; demonstration: boolean;
}
export interface InspectionRecord extends InspectionRecordSummary {
  content: RecordContent; points: InspectionPoint[]; versions: RecordVersion[]; photos: EvidencePhoto[];
  may: { inspect: boolean };
}

export type OwedState = 'open' | 'reported' | 'sent_back' | 'confirmed' | 'voided';
// Whom the program proposes to remind, and with which reminder. Nothing is sent by itself.
/** `due`: whether the day of this level has come; otherwise a reminder now counts at the level that was reached. */
export interface ReminderProposal { level: number; to: Recipient; name: string; overdue_days: number; due: boolean; words: L }
export interface OwedTask {
  id: string; inspection_id: string; inspection_name: string; record_id: string; subject: InspectionSubject;
  ordered_by: string; ordered_by_name: string;
  point_code: string; point: L; remark: string;
  unit_code: string; unit_name: string; responsible: Responsible; due_on: string;
  state: OwedState; /** 0 where it is not due, or no longer owed. */ overdue_days: number;
  reminders: number; /** The highest reminder given; 0 for none. */ level: number;
  proposal: ReminderProposal | null;
  revision: number; demonstration: boolean;
  may: { report: boolean; confirm: boolean; remind: boolean };
}
export interface OwedStep {
  id: string; kind: 'reported' | 'sent_back' | 'confirmed' | 'reminded' | 'changed' | 'voided';
  at: string; by: string; remark: string;
  reminder: { level: number; to: Recipient; name: string; channel: ReminderChannel; number: string } | null;
}
export interface OwedTaskDetail extends OwedTask { steps: OwedStep[]; photos: EvidencePhoto[] }
export type ReminderChannel = 'phone' | 'message' | 'letter' | 'meeting' | 'other';
export interface Reminders { given: OwedStep[]; proposal: ReminderProposal | null; ladder: ReminderStep[] }

export interface RankedUnit {
  rank: number; /** How many others have the same rank. */ tied_with: number; unit_code: string; unit_name: string;
  earned: number; possible: number; percent: number; counts: GradeCounts; records: number; words: L;
}
export interface UnrankedUnit { unit_code: string; unit_name: string; reason: 'not_inspected' | 'draft_only' | 'nothing_seen'; words: L }
export interface Ranking { inspection_id: string; on: string; ranked: RankedUnit[]; apart: UnrankedUnit[]; note: L }

/** Everything a letter needs (văn bản đôn đốc), in the form of Decree 30/2020. `missing` names what a person still fills in. */
export interface ReminderLetter {
  country: string; motto: string; parent_body: string | null; issuing_body: string;
  number: string; subject: string; place_and_date: string; addressed_to: string;
  grounds: string[]; opening: string;
  items: { mark: string; point: string; subject: string; remark: string; responsible: string; due_on: string; overdue: string; reminded: string; legal_source: string; verify: boolean }[];
  demands: string[]; closing: string;
  signature: { on_behalf: string; title: string; name: string };
  recipients: string[]; level: number; demonstration: boolean; missing: L[];
}

const inspectionKeys = {
  templates: ['inspection-templates'] as const,
  all: (unit: string) => ['inspections', unit] as const,
  one: (id: string) => ['inspection', id] as const,
  records: (id: string) => ['inspection', id, 'records'] as const,
  record: (id: string) => ['inspection-record', id] as const,
  tasks: (query: string) => ['inspection-tasks', query] as const,
  task: (id: string) => ['inspection-task', id] as const,
  ranking: (id: string) => ['inspection', id, 'ranking'] as const,
};

/** `overdue`: only what is past its day and still owed. */
export interface OwedFilter { unit?: string; state?: OwedState | ''; inspection?: string; overdue?: boolean }
export function owedQuery(filter: OwedFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined && value !== '' && value !== false) query.set(name, String(value));
  return query.toString();
}

export const useInspectionTemplates = (enabled = true) =>
  useQuery({ queryKey: inspectionKeys.templates, enabled, queryFn: async () => (await call<Page<InspectionTemplate>>('/inspection-templates')).items });
export const inspectionsQuery = (unit = '') => ({ queryKey: inspectionKeys.all(unit), queryFn: async () => (await call<Page<InspectionSummary>>(`/inspections?limit=200${unit && `&unit=${unit}`}`)).items });
export const useInspections = (unit = '', enabled = true) => useQuery({ ...inspectionsQuery(unit), enabled });
export const inspectionQuery = (id: string) => ({ queryKey: inspectionKeys.one(id), queryFn: () => call<Inspection>(`/inspections/${id}`) });
export const useInspection = (id: string, enabled = true) => useQuery({ ...inspectionQuery(id), enabled });
export const inspectionRecordsQuery = (id: string) => ({ queryKey: inspectionKeys.records(id), queryFn: () => everyPage<InspectionRecordSummary>(`/inspections/${id}/records`) });
export const useInspectionRecords = (id: string, enabled = true) => useQuery({ ...inspectionRecordsQuery(id), enabled });
export const inspectionRecordQuery = (id: string) => ({ queryKey: inspectionKeys.record(id), queryFn: () => call<InspectionRecord>(`/inspection-records/${id}`) });
export const useInspectionRecord = (id: string, enabled = true) => useQuery({ ...inspectionRecordQuery(id), enabled });
export const useRanking = (id: string, enabled = true) =>
  useQuery({ queryKey: inspectionKeys.ranking(id), enabled, queryFn: () => call<Ranking>(`/inspections/${id}/ranking`) });
export const useOwedTasks = (filter: OwedFilter, enabled = true) => {
  const query = owedQuery(filter);
  return useQuery({ queryKey: inspectionKeys.tasks(query), enabled, queryFn: () => call<Page<OwedTask>>(`/inspection-tasks?limit=500${query && `&${query}`}`) });
};
/** Everything owed after an inspection, whatever has become of it. */
export const useAllOwed = (inspection: string, enabled = true) =>
  useQuery({ queryKey: inspectionKeys.tasks(`all-of-${inspection}`), enabled, queryFn: () => everyPage<OwedTask>(`/inspection-tasks?${owedQuery({ inspection })}`) });
export const useOwedTask = (id: string, enabled = true) =>
  useQuery({ queryKey: inspectionKeys.task(id), enabled, queryFn: () => call<OwedTaskDetail>(`/inspection-tasks/${id}`) });

export const readRecordVersion = (id: string, version: number) => call<InspectionRecord>(`/inspection-records/${id}/versions/${version}`);
export const readReminders = (id: string) => call<Reminders>(`/inspection-tasks/${id}/reminders`);
/** `together`: with everything else the unit owes from the same inspection and is late with. */
export const readLetter = (id: string, together = false) => call<ReminderLetter>(`/inspection-tasks/${id}/letter${together ? '?together=true' : ''}`);

type Read = { id: string; revision: number };
export const putTemplate = (template: InspectionTemplate) =>
  call<InspectionTemplate>(`/inspection-templates/${template.code}`, {
    method: 'PUT', ifMatch: String(template.revision),
    body: { name: template.name, note: template.note, groups: template.groups, points: template.points },
  });
export const orderInspection = (form: NewInspection) => call<Inspection>('/inspections', { method: 'POST', body: form });
export const changeInspection = (inspection: Read, form: InspectionForm) =>
  call<Inspection>(`/inspections/${inspection.id}`, { method: 'PUT', body: form, ifMatch: String(inspection.revision) });
/** Opens the record of a subject; the one that is there where somebody was quicker. */
export const openRecord = (inspection: string, subject: string) =>
  call<InspectionRecord>(`/inspections/${inspection}/records`, { method: 'POST', body: { subject } });
export const saveRecord = (record: Read, content: RecordContent) =>
  call<InspectionRecord>(`/inspection-records/${record.id}`, { method: 'PUT', body: content, ifMatch: String(record.revision) });
export const signRecord = (record: Read) =>
  call<InspectionRecord>(`/inspection-records/${record.id}/signature`, { method: 'POST', body: {}, ifMatch: String(record.revision) });
export const correctRecord = (record: Read, reason: string) =>
  call<InspectionRecord>(`/inspection-records/${record.id}/correction`, { method: 'POST', body: { reason }, ifMatch: String(record.revision) });
/** The id is made here: sent again after a lost answer it is the same photo. */
export const addRecordPhoto = (record: string, point: string, id: string, takenAt: string, image: Blob) =>
  call<EvidencePhoto>(`/inspection-records/${record}/photos/${id}?point=${encodeURIComponent(point)}&taken_at=${encodeURIComponent(takenAt)}`, { method: 'PUT', file: image });
export const addOwedPhoto = (task: string, id: string, takenAt: string, image: Blob) =>
  call<EvidencePhoto>(`/inspection-tasks/${task}/photos/${id}?taken_at=${encodeURIComponent(takenAt)}`, { method: 'PUT', file: image });
export const removeEvidence = (id: string, remark: string) =>
  call<EvidencePhoto>(`/inspection-photos/${id}/removal`, { method: 'POST', body: { remark } });
export const evidenceImage = (id: string) => `/api/v1/inspection-photos/${id}`;
/** The unit reports; the inspectors confirm, or send back with a remark. */
export const answerOwed = (task: Read, answer: 'report' | 'confirm' | 'send_back', remark: string) =>
  call<OwedTaskDetail>(`/inspection-tasks/${task.id}/answer`, { method: 'POST', body: { answer, remark }, ifMatch: String(task.revision) });
/** Notes that somebody was reminded. The program proposes whom; a person does it. */
export const remind = (task: Read, channel: ReminderChannel, remark: string, number = '') =>
  call<OwedTaskDetail>(`/inspection-tasks/${task.id}/reminders`, { method: 'POST', body: { channel, remark, number }, ifMatch: String(task.revision) });

/** A decision: all tasks that are still owed are named, and where any are, or a place has no signed record, why. */
export const closeInspection = (inspection: Pick<Inspection, 'id' | 'revision'>, open_tasks: string[], remark: string) =>
  call<Inspection>(`/inspections/${inspection.id}/closing`, { method: 'POST', body: { open_tasks, remark }, ifMatch: String(inspection.revision) });
export const reopenInspection = (inspection: Pick<Inspection, 'id' | 'revision'>, remark: string) =>
  call<Inspection>(`/inspections/${inspection.id}/reopening`, { method: 'POST', body: { remark }, ifMatch: String(inspection.revision) });
