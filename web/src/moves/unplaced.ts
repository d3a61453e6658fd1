// What a report says that found no household. It was sent by some version of some program, and perhaps cut off: nothing
// in it is believed before it was looked at. Pure.
import type { UnplacedReport } from '../api/types';
import { PROPERTY_KINDS, PROPERTY_STATES, FORMS, STATES, COUNTS, type Destination, type PropertySaid, type Said } from './types';

export type About = 'relocation' | 'household' | 'group' | 'task' | 'unread';
export interface Sent {
  about: About;
  /** The relocation, the household or the task, by its id. */
  id: string | null;
  code: string | null; commune: string | null; event: string | null;
  /** Of a group: what it was called, how many, where. */
  label: string | null; people: number | null; village: string | null;
  said: Said;
  /** A part of it means nothing to this program; the text itself says more. */
  odd: boolean;
}

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim().normalize('NFC') : null);
const countOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null);
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | null => all.find((each) => each === value) ?? null;

const NOTHING: Sent = { about: 'unread', id: null, code: null, commune: null, event: null, label: null, people: null, village: null, said: {}, odd: true };

/** What the text says, as far as it can be read. */
export function readSent(text: string): Sent {
  let sent: Fields | null;
  try {
    sent = fieldsOf(JSON.parse(text));
  } catch {
    return NOTHING;
  }
  for (const about of ['relocation', 'household', 'group', 'task'] as const) {
    const named = fieldsOf(sent?.[about]);
    if (named) return read(about, named);
  }
  return NOTHING;
}

function read(about: Exclude<About, 'unread'>, named: Fields): Sent {
  const given = fieldsOf(named.said);
  const said = given ? saidOf(given) : {};
  const told = given ? Object.values(given).filter((value) => value !== null && !(Array.isArray(value) && value.length === 0)).length : 0;
  return {
    about, id: textOf(named.id), code: textOf(named.code)?.toUpperCase() ?? null, commune: textOf(named.commune_code), event: textOf(named.event_id),
    label: textOf(named.label), people: countOf(named.people), village: textOf(named.village), said,
    odd: (about === 'relocation' || about === 'household') && (told === 0 || Object.keys(said).length < told || (said.property?.length ?? 0) < (Array.isArray(given?.property) ? given.property.length : 0)),
  };
}

/** The parts of a word that are as they should be. */
function saidOf(given: Fields): Said {
  const said: Said = {};
  const state = oneOf(STATES, given.state);
  if (state) said.state = state;
  for (const count of COUNTS) {
    const n = countOf(given[count]);
    if (n !== null) said[count] = n;
  }
  const destination = destinationOf(fieldsOf(given.destination));
  if (destination) said.destination = destination;
  for (const text of ['reason', 'coercion', 'remark', 'takes_back'] as const) {
    const words = textOf(given[text]);
    if (words) said[text] = words;
  }
  const property = (Array.isArray(given.property) ? given.property : []).flatMap((line) => lineOf(fieldsOf(line)));
  if (property.length > 0) said.property = property;
  const why = textOf(fieldsOf(given.explains)?.why);
  if (why) said.explains = { of: 'departed', of_number: 0, against: 'listed', against_number: 0, why }; // only the words are shown
  return said;
}

function destinationOf(given: Fields | null): Destination | null {
  const kind = oneOf(FORMS, given?.kind);
  const [shelter, place] = [textOf(given?.shelter_id), textOf(given?.place)];
  return kind && { kind, ...(shelter && { shelter_id: shelter }), ...(place && { place }) };
}

function lineOf(given: Fields | null): PropertySaid[] {
  const id = textOf(given?.line_id);
  if (!given || !id) return [];
  const [kind, what, quantity, unit, state] = [oneOf(PROPERTY_KINDS, given.kind), textOf(given.what), countOf(given.quantity), textOf(given.unit), oneOf(PROPERTY_STATES, given.state)];
  return [{ line_id: id, ...(kind && { kind }), ...(what && { what }), ...(quantity !== null && { quantity }), ...(unit && { unit }), ...(state && { state }) }];
}

/** Whether it can be said of a household; what is about a task, a group or nothing can only be set aside. */
export const placeable = (sent: Sent): boolean => (sent.about === 'relocation' || sent.about === 'household') && Object.keys(sent.said).length > 0;

/** Reports of the list that another report of the list takes back: whoever places them should know. */
export function takenBackAmong(reports: readonly UnplacedReport[]): Set<string> {
  return new Set(reports.flatMap((report) => readSent(report.sent).said.takes_back ?? []));
}

/** The text as it came, laid out where it is JSON. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
