// A line as a form holds it: texts by field, and back. Pure.
import type { resources } from '../i18n/vi/resources';
import { WORD, type Away, type Details, type Entry, type Register } from './types';

export type FieldKey = keyof (typeof resources)['resources']['field'];
export type FieldType = 'text' | 'long' | 'whole' | 'decimal' | 'day' | 'list' | 'choice' | 'position' | 'away' | 'kind';
export interface FormField { key: FieldKey; type: FieldType; choices?: readonly ChoiceKey[] }
export type ChoiceKey = keyof (typeof resources)['resources']['choice'];
export type Draft = Partial<Record<FieldKey, string>>;

const CONTRACT: FormField[] = [{ key: 'contract_number', type: 'text' }, { key: 'contract_partner', type: 'text' }, { key: 'contract_from', type: 'day' }, { key: 'contract_until', type: 'day' }];
const KEEPER: FormField[] = [{ key: 'keeper', type: 'text' }, { key: 'phone', type: 'text' }, { key: 'phone_confirmed_on', type: 'day' }];
const PLACE: FormField[] = [{ key: 'village', type: 'text' }, { key: 'place', type: 'text' }];
const END: FormField[] = [{ key: 'away', type: 'away' }, { key: 'remark', type: 'long' }];
const SITE: FormField[] = [{ key: 'kind', type: 'kind' }, { key: 'name', type: 'text' }, { key: 'village', type: 'text' }, { key: 'position', type: 'position' }, { key: 'access', type: 'text' }, { key: 'capacity', type: 'text' }, { key: 'inspected_on', type: 'day' }, { key: 'inspected_by', type: 'text' }, ...KEEPER, ...END];

/** The fields of a line of each register, in the order of its annex. */
export const FIELDS: Record<Register, readonly FormField[]> = {
  vehicles: [
    { key: 'kind', type: 'kind' }, { key: 'name', type: 'text' }, { key: 'unit', type: 'text' }, { key: 'number', type: 'whole' }, { key: 'per_trip', type: 'whole' }, { key: 'condition', type: 'choice', choices: ['working', 'needs_repair', 'broken', 'not_stated'] },
    ...PLACE, { key: 'position', type: 'position' }, { key: 'ownership', type: 'choice', choices: ['state', 'private', 'not_stated'] }, { key: 'owner', type: 'text' }, ...CONTRACT, ...KEEPER, ...END,
  ],
  teams: [{ key: 'kind', type: 'kind' }, { key: 'name', type: 'text' }, { key: 'people', type: 'whole' }, ...PLACE, ...KEEPER, { key: 'duty', type: 'long' }, { key: 'minutes', type: 'whole' }, { key: 'villages', type: 'list' }, ...END],
  supplies: [
    { key: 'kind', type: 'kind' }, { key: 'name', type: 'text' }, { key: 'unit', type: 'text' }, { key: 'needed', type: 'decimal' }, { key: 'source', type: 'choice', choices: ['reserve', 'contract', 'appeal', 'not_stated'] }, ...CONTRACT,
    ...PLACE, { key: 'expires_on', type: 'day' }, ...KEEPER, ...END,
  ],
  'water-points': SITE,
  'landing-places': SITE,
  contacts: [{ key: 'name', type: 'text' }, { key: 'title', type: 'text' }, { key: 'duty', type: 'text' }, { key: 'phone', type: 'text' }, { key: 'phone_confirmed_on', type: 'day' }, { key: 'backup_phone', type: 'text' }, { key: 'backup_confirmed_on', type: 'day' }, { key: 'villages', type: 'list' }, { key: 'remark', type: 'long' }],
};

const COMMON = ['kind', 'name', 'village', 'place', 'keeper', 'phone', 'phone_confirmed_on', 'remark'] as const;
const isCommon = (key: FieldKey): key is (typeof COMMON)[number] => (COMMON as readonly string[]).includes(key);

export const blank = (register: Register): Entry => ({ kind: 'other', name: '', village: '', place: '', position: null, keeper: '', phone: '', phone_confirmed_on: null, away: [], remark: '', details: { register: WORD[register] } });

const dayText = (day: string) => day.split('-').reverse().join('/');
export const awayText = (away: readonly Away[]): string => away.map((each) => `${dayText(each.from)} – ${dayText(each.to)}${each.reason ? `: ${each.reason}` : ''}`).join('\n');

/** “05/09/2026 – 31/12/2026: học kỳ I”, one a line; null where a line cannot be read. */
export function awayIn(text: string): Away[] | null {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const found = lines.map((line): Away | null => {
    const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s*[-–]\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*:?\s*(.*)$/.exec(line);
    if (!match) return null;
    const [, d1 = '', m1 = '', y1 = '', d2 = '', m2 = '', y2 = '', reason = ''] = match;
    const day = (d: string, m: string, y: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    return { from: day(d1, m1, y1), to: day(d2, m2, y2), reason };
  });
  return found.every((each) => each !== null) ? found : null;
}

/** “15,07; 107,93” or “15.07, 107.93”; null where nothing is said, undefined where it cannot be read. */
export function positionIn(text: string): [number, number] | null | undefined {
  if (text.trim() === '') return null;
  const parts = (text.includes(';') ? text.split(';').map((part) => part.replace(',', '.')) : text.split(/[,\s]+/)).map((part) => Number(part.trim()));
  const [lat, lon] = parts;
  return parts.length === 2 && lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon) ? [lon, lat] : undefined;
}

/** A number as people type it here: a comma begins decimals. Null where nothing is said, undefined where it is none. */
export function numberIn(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

const listIn = (text: string) => text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
const shown = (value: unknown): string => (value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : typeof value === 'number' ? String(value).replace('.', ',') : String(value));

export function draftOf(register: Register, entry: Entry): Draft {
  const draft: Draft = {};
  const { details } = entry;
  for (const { key, type } of FIELDS[register]) {
    if (type === 'away') draft[key] = awayText(entry.away);
    else if (type === 'position') draft[key] = entry.position ? `${entry.position[1]}, ${entry.position[0]}` : '';
    else if (isCommon(key)) draft[key] = shown(entry[key]);
    else if (key.startsWith('contract_')) draft[key] = shown(details.contract?.[key.slice('contract_'.length) as 'number']);
    else draft[key] = shown(details[(key === 'title' ? 'position' : key) as keyof Details]) || (type === 'choice' ? 'not_stated' : '');
  }
  return draft;
}

export interface Fault { key: FieldKey; fault: 'number' | 'position' | 'away' }
/** What a form lacks before it can be sent. */
export function faultsOf(register: Register, draft: Draft): Fault[] {
  return FIELDS[register].flatMap(({ key, type }): Fault[] => {
    const text = draft[key] ?? '';
    if ((type === 'whole' || type === 'decimal') && numberIn(text) === undefined) return [{ key, fault: 'number' }];
    if (type === 'position' && positionIn(text) === undefined) return [{ key, fault: 'position' }];
    if (type === 'away' && awayIn(text) === null) return [{ key, fault: 'away' }];
    return [];
  });
}

/** The line a form stands for; what it has no field for stays as it was. */
export function entryOf(register: Register, draft: Draft, before: Entry): Entry {
  const details: Record<string, unknown> = { ...before.details, register: WORD[register] };
  const entry: Entry = { ...before, away: [] };
  const contract: Record<string, string | null> = {};
  for (const { key, type } of FIELDS[register]) {
    const text = (draft[key] ?? '').trim();
    if (type === 'away') entry.away = awayIn(text) ?? [];
    else if (type === 'position') entry.position = positionIn(text) ?? null;
    else if (key === 'phone_confirmed_on') entry.phone_confirmed_on = text || null;
    else if (key === 'kind') entry.kind = text || 'other';
    else if (isCommon(key)) entry[key] = text;
    else if (key.startsWith('contract_')) contract[key.slice('contract_'.length)] = type === 'day' ? text || null : text;
    else if (type === 'whole' || type === 'decimal') details[key] = numberIn(text) ?? (key === 'number' || key === 'people' ? 0 : null);
    else if (type === 'list') details[key] = listIn(text);
    else if (type === 'day') details[key] = text || null;
    else details[key === 'title' ? 'position' : key] = text;
  }
  if (FIELDS[register].some(({ key }) => key === 'contract_number')) details.contract = Object.values(contract).some(Boolean) ? contract : null;
  return { ...entry, details: details as unknown as Details };
}

/** The field of a form a pointer of the server names: `/details/number`, `/name`. */
export function fieldAt(pointer: string): string {
  const parts = pointer.split('/').filter((part) => part && part !== 'entry' && part !== 'details' && part !== 'facts');
  if (parts[0] === 'contract') return `contract_${parts[1] ?? 'number'}`;
  if (parts[0] === 'lon' || parts[0] === 'lat') return 'position';
  return parts[0] ?? '';
}
