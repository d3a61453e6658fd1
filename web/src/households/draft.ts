// A household's line while it is typed: numbers as texts, so that nothing typed is lost. Pure.
import { KINDS, type Entry, type Kind, type PropertyKind, type PropertyLine } from './types';

export interface LineDraft { kind: PropertyKind; what: string; quantity: string; unit: string }
export interface Draft extends Omit<Entry, 'people' | 'male' | 'female' | 'vulnerable' | 'vulnerable_people' | 'property' | 'position' | 'zone_codes'> {
  people: string; male: string; female: string; counts: Partial<Record<Kind, string>>; vulnerable_people: number | null;
  lines: LineDraft[]; lat: string; lon: string; zones: string;
}

export const EMPTY: Entry = {
  head: '', village: '', people: 0, male: null, female: null, vulnerable: [], vulnerable_people: null, vulnerable_note: '', house_class: 'not_stated',
  poverty: 'not_stated', ethnic_minority: false, danger: '', hazards: [], destination_kind: 'not_stated', destination: '', shelter_id: null, transport: '',
  helper: '', phone: '', property: [], note: '', position: null, zone_codes: [],
};

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value).replace('.', ','));

export function draftOf(entry: Entry): Draft {
  const { people, male, female, vulnerable, property, position, zone_codes, ...rest } = entry;
  const counts: Draft['counts'] = {};
  for (const { kind, count } of vulnerable) counts[kind] = text((Number((counts[kind] ?? '0').replace(',', '.')) || 0) + (count ?? 1));
  return {
    ...rest, people: people ? String(people) : '', male: text(male), female: text(female), counts,
    lines: property.map((line) => ({ ...line, quantity: text(line.quantity) })),
    lat: text(position?.[1]), lon: text(position?.[0]), zones: zone_codes.join(', '),
  };
}

/** A number as people type it: a decimal comma or dot; null where there is none, NaN where it is no number. */
export function numberIn(typed: string): number | null {
  const plain = typed.trim().replace(',', '.');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The line that was typed. `before` is the line it changes: hazards follow what is written of the danger. */
export function entryOf(draft: Draft, before: Entry): Entry {
  const { counts, lines, lat, lon, zones, people, male, female, ...rest } = draft;
  const [y, x] = [numberIn(lat), numberIn(lon)];
  const whole = (typed: string) => { const n = numberIn(typed); return n === null || Number.isNaN(n) ? null : Math.round(n); };
  const vulnerable = KINDS.flatMap((kind) => { const count = whole(counts[kind] ?? ''); return count ? [{ kind, count }] : []; });
  const held = draftOf(before).counts;
  const same = KINDS.every((kind) => (whole(counts[kind] ?? '') ?? 0) === (whole(held[kind] ?? '') ?? 0));
  const property: PropertyLine[] = lines.filter((line) => line.what.trim() !== '').map((line) => {
    const quantity = numberIn(line.quantity);
    return { kind: line.kind, what: line.what.trim(), quantity: quantity === null || Number.isNaN(quantity) ? null : quantity, unit: line.unit.trim() };
  });
  return {
    ...rest, people: whole(people) ?? 0, male: whole(male), female: whole(female),
    // Kinds that were not touched stay as they were told, with those that have no number.
    vulnerable: same ? before.vulnerable : vulnerable, vulnerable_people: same ? before.vulnerable_people : null,
    hazards: draft.danger.trim() === before.danger ? before.hazards : [],
    shelter_id: draft.destination_kind === 'shelter' ? draft.shelter_id : null,
    property, position: y !== null && x !== null ? [x, y] : null,
    zone_codes: zones.split(/[,;]/).map((code) => code.trim()).filter(Boolean),
  };
}

export type Missing = 'head' | 'village' | 'people' | 'sexes' | 'position';
/** What the form itself finds missing or at odds. */
export function missingIn(draft: Draft): Missing[] {
  const people = numberIn(draft.people);
  const [male, female] = [numberIn(draft.male), numberIn(draft.female)];
  const degrees = [numberIn(draft.lat), numberIn(draft.lon)];
  return [
    ...(draft.head.trim() === '' ? ['head' as const] : []),
    ...(draft.village.trim() === '' ? ['village' as const] : []),
    ...(people === null || !(people >= 1) ? ['people' as const] : []),
    ...(male !== null && female !== null && people !== null && male + female !== people ? ['sexes' as const] : []),
    ...(degrees.some((each) => each === null) !== degrees.every((each) => each === null) || degrees.some(Number.isNaN) ? ['position' as const] : []),
  ];
}
