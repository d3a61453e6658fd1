// An inspection as its form holds it, and back. Pure.
import type { Inspection, InspectionForm, InspectionSubject, NewInspection, PlaceKind, ReminderStep } from '../api/inspections';

export const PLACE_KINDS = ['shelter', 'village', 'office', 'school', 'dam', 'crossing', 'other'] as const satisfies readonly PlaceKind[];
export interface MemberDraft { name: string; position: string; account: string }
export interface PlaceDraft { unit_code: string; kind: PlaceKind; name: string; shelter_id: string | null }
export interface CampaignDraft {
  name: string; note: string; ordered_by: string; template_code: string; first_day: string; last_day: string;
  /** The paper is there already. */
  decided: boolean; number: string; signed_on: string; signer: string;
  leader: MemberDraft; members: MemberDraft[]; units: string[]; places: PlaceDraft[];
  /** Null: the usual ladder. */
  ladder: ReminderStep[] | null;
}

export const NO_MEMBER: MemberDraft = { name: '', position: '', account: '' };
/** What is offered where somebody sets the ladder themselves; the usual one is the server's. */
export const FIRST_LADDER: ReminderStep[] = [{ level: 1, to: 'responsible', after_days: 1 }, { level: 2, to: 'chair', after_days: 5 }, { level: 3, to: 'above', after_days: 5 }];

export const emptyCampaign = (ordered_by: string): CampaignDraft => ({
  name: '', note: '', ordered_by, template_code: '', first_day: '', last_day: '', decided: false, number: '', signed_on: '', signer: '',
  leader: NO_MEMBER, members: [], units: [], places: [], ladder: null,
});

const place = ({ unit_code, place: at }: InspectionSubject): PlaceDraft[] => (at ? [{ unit_code, kind: at.kind, name: at.name, shelter_id: at.shelter_id }] : []);
const member = (each: { name: string; position?: string; account?: string | null }): MemberDraft => ({ name: each.name, position: each.position ?? '', account: each.account ?? '' });

export const draftOf = (held: Inspection): CampaignDraft => ({
  name: held.name, note: held.note, ordered_by: held.ordered_by, template_code: held.template_code, first_day: held.first_day, last_day: held.last_day,
  decided: held.decision !== null, number: held.decision?.number ?? '', signed_on: held.decision?.signed_on ?? '', signer: held.decision?.signer ?? '',
  leader: member(held.leader), members: held.members.map(member), units: held.subjects.filter((each) => each.place === null).map((each) => each.unit_code), places: held.subjects.flatMap(place), ladder: held.reminders,
});

export function formOf(draft: CampaignDraft): InspectionForm {
  const person = (each: MemberDraft) => ({ name: each.name.trim(), position: each.position.trim(), account: each.account.trim() || null });
  return {
    name: draft.name.trim(), note: draft.note.trim(), first_day: draft.first_day, last_day: draft.last_day,
    decision: draft.decided ? { number: draft.number.trim(), signed_on: draft.signed_on, signer: draft.signer.trim() } : null,
    leader: person(draft.leader), members: draft.members.filter((each) => each.name.trim() !== '').map(person),
    subjects: [
      ...draft.units.map((unit_code) => ({ unit_code, place: null })),
      ...draft.places.map(({ unit_code, kind, name, shelter_id }) => ({ unit_code, place: { kind, name: name.trim(), shelter_id: kind === 'shelter' ? shelter_id : null } })),
    ],
    ...(draft.ladder ? { reminders: draft.ladder.map((step, i) => ({ ...step, level: i + 1 })) } : {}),
  };
}
export const newOf = (draft: CampaignDraft): NewInspection => ({ ...formOf(draft), ordered_by: draft.ordered_by, template_code: draft.template_code });

export type CampaignFault = { field: string; kind: 'name' | 'ordered_by' | 'template' | 'day' | 'order' | 'number' | 'leader' | 'subjects' | 'placeName' | 'placeUnit' | 'twice' | 'days' };

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What the form itself finds missing, in the order of the page. */
export function faultsOf(draft: CampaignDraft): CampaignFault[] {
  const faults: CampaignFault[] = [];
  const add = (bad: boolean, field: string, kind: CampaignFault['kind']) => { if (bad) faults.push({ field, kind }); };
  add(draft.name.trim() === '', 'name', 'name');
  add(draft.ordered_by === '', 'ordered_by', 'ordered_by');
  add(draft.template_code === '', 'template_code', 'template');
  add(!isDay(draft.first_day), 'first_day', 'day');
  add(!isDay(draft.last_day), 'last_day', 'day');
  add(isDay(draft.first_day) && isDay(draft.last_day) && draft.last_day < draft.first_day, 'last_day', 'order');
  add(draft.decided && draft.number.trim() === '', 'decision-number', 'number');
  add(draft.decided && !isDay(draft.signed_on), 'decision-signed_on', 'day');
  add(draft.leader.name.trim() === '', 'leader-name', 'leader');
  add(draft.units.length + draft.places.length === 0, 'units', 'subjects');
  const seen = new Set<string>();
  draft.places.forEach((each, i) => {
    const key = `${each.unit_code} ${each.kind} ${each.name.trim().toLowerCase()}`;
    add(each.unit_code === '', `places-${i}-unit`, 'placeUnit');
    add(each.name.trim() === '', `places-${i}-name`, 'placeName');
    add(each.name.trim() !== '' && seen.has(key), `places-${i}-name`, 'twice');
    seen.add(key);
  });
  draft.ladder?.forEach((step, i) => add(!Number.isInteger(step.after_days) || step.after_days < 1 || step.after_days > 365, `reminders-${i}-after_days`, 'days'));
  return faults;
}

/** The field a pointer of the server names. Members without a name were left out, places stand behind the units. */
export function fieldAt(pointer: string, draft: CampaignDraft): string {
  const subject = /^\/subjects\/(\d+)/.exec(pointer);
  if (subject) {
    const at = Number(subject[1]) - draft.units.length;
    return at < 0 ? 'units' : `places-${at}-name`;
  }
  if (pointer === '/subjects') return 'units';
  const of = /^\/members\/(\d+)\/(.+)$/.exec(pointer);
  if (of) {
    const kept = draft.members.map((each, i) => ({ each, i })).filter(({ each }) => each.name.trim() !== '')[Number(of[1])];
    return `members-${kept?.i ?? of[1]}-${of[2]}`;
  }
  return pointer.slice(1).replaceAll('/', '-');
}
