// A shelter as its form holds it, and back. Pure.
import { awayIn, awayText, numberIn, positionIn, type FieldKey } from './draft';
import type { ShelterLine } from './resourceQueries';
import type { Answer, Shelter, ShelterFacts } from './types';

/** The hazards people are asked about; others that were said something of stay. */
export const ASKED_OF = ['storm', 'flood', 'flash_flood', 'inundation', 'landslide', 'earthquake'] as const;
export const ANSWERED = ['water', 'backup_power', 'kitchen', 'crosses_spillway'] as const;
export const TEXTS = ['village', 'structure', 'access', 'inspected_by', 'remark'] as const;
export const NUMBERS = ['capacity_day', 'storeys', 'floor_area_m2', 'toilets'] as const;
export const DAYS = ['inspected_on', 'keeper_phone_confirmed_on'] as const;

export interface ShelterDraft { texts: Partial<Record<FieldKey, string>>; kind: Shelter['kind']; suits: Record<string, { answer: Answer; reason: string }>; answers: Record<(typeof ANSWERED)[number], Answer>; shared: string }

const EMPTY_FACTS: ShelterFacts = { village: '', capacity_day: null, suitability: [], storeys: null, structure: '', floor_area_m2: null, water: 'unknown', toilets: null, backup_power: 'unknown', kitchen: 'unknown', access: '', crosses_spillway: 'unknown', inspected_on: null, inspected_by: '', keeper_phone_confirmed_on: null, shared_with: [], away: [], remark: '' };
const shown = (value: number | string | null): string => (value === null ? '' : String(value).replace('.', ','));

export function shelterDraft(shelter: Shelter | undefined): ShelterDraft {
  const facts = shelter?.facts ?? EMPTY_FACTS;
  const texts: ShelterDraft['texts'] = { name: shelter?.name ?? '', code: shelter?.code ?? '', capacity_night: shown(shelter?.capacity ?? null), position: shelter ? `${shelter.lat}, ${shelter.lon}` : '', keeper_name: shelter?.keeper_name ?? '', phone: shelter?.keeper_phone ?? '', away: awayText(facts.away) };
  for (const key of TEXTS) texts[key] = facts[key];
  for (const key of NUMBERS) texts[key] = shown(facts[key]);
  for (const key of DAYS) texts[key] = facts[key] ?? '';
  const suits: ShelterDraft['suits'] = Object.fromEntries(ASKED_OF.map((hazard) => [hazard, { answer: 'unknown', reason: '' }]));
  for (const said of shelter?.suitability ?? []) suits[said.hazard] = { answer: said.answer, reason: said.reason };
  return { texts, kind: shelter?.kind ?? 'school', suits, answers: { water: facts.water, backup_power: facts.backup_power, kitchen: facts.kitchen, crosses_spillway: facts.crosses_spillway }, shared: facts.shared_with.join(', ') };
}

export function shelterFaults(draft: ShelterDraft): { key: FieldKey; fault: 'number' | 'position' | 'away' }[] {
  const text = (key: FieldKey) => draft.texts[key] ?? '';
  const faults: { key: FieldKey; fault: 'number' | 'position' | 'away' }[] = [];
  const night = numberIn(text('capacity_night'));
  if (night === null || night === undefined) faults.push({ key: 'capacity_night', fault: 'number' });
  for (const key of NUMBERS) if (numberIn(text(key)) === undefined) faults.push({ key, fault: 'number' });
  if (!positionIn(text('position'))) faults.push({ key: 'position', fault: 'position' });
  if (awayIn(text('away')) === null) faults.push({ key: 'away', fault: 'away' });
  return faults;
}

export function shelterLine(draft: ShelterDraft, commune: string, reason: string): ShelterLine {
  const text = (key: FieldKey) => (draft.texts[key] ?? '').trim();
  const count = (key: FieldKey) => numberIn(text(key)) ?? null;
  const [lon, lat] = positionIn(text('position')) ?? [0, 0];
  const suitability = Object.entries(draft.suits).map(([hazard, said]) => ({ hazard, ...said })).filter((said) => said.answer !== 'unknown' || said.reason !== '');
  return {
    code: text('code'), commune_code: commune, name: text('name'), kind: draft.kind, capacity: count('capacity_night') ?? 0, lon, lat, keeper_name: text('keeper_name') || null, keeper_phone: text('phone') || null, reason,
    facts: {
      village: text('village'), structure: text('structure'), access: text('access'), inspected_by: text('inspected_by'), remark: text('remark'),
      capacity_day: count('capacity_day'), storeys: count('storeys'), floor_area_m2: count('floor_area_m2'), toilets: count('toilets'),
      inspected_on: text('inspected_on') || null, keeper_phone_confirmed_on: text('keeper_phone_confirmed_on') || null,
      ...draft.answers, suitability, shared_with: draft.shared.split(/[,;\s]+/).filter(Boolean), away: awayIn(text('away')) ?? [],
    },
  };
}
