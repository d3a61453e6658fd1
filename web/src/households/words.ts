// What a line of the register says, in words.
import type { Words } from '../i18n';
import { number } from '../shared/format';
import { KINDS, type Entry, type Kind, type PropertyLine, type VulnerableGroup } from './types';

type T = Pick<Words, 't' | 'lang'>;

/** “2 trẻ em · 1 người cao tuổi · khuyết tật” */
export const groupWords = (groups: readonly VulnerableGroup[], { t }: T): string[] =>
  groups.map(({ kind, count }) => (count === null ? t(`register.kind.${kind}`) : `${count} ${t(`register.kind.${kind}`)}`));

/** “3 con bò”, “500 kg lúa” */
export const lineWords = (line: PropertyLine, { lang }: T): string =>
  [line.quantity === null ? '' : number(line.quantity, lang, 3), line.unit, line.what].filter(Boolean).join(' ');

export const destinationWords = (entry: Entry, { t }: T): string =>
  [t(`register.destination_kind.${entry.destination_kind}`), entry.destination].filter(Boolean).join(': ');

const FIELDS = ['head', 'village', 'people', 'male', 'female', 'vulnerable', 'vulnerable_people', 'vulnerable_note', 'house_class', 'poverty', 'ethnic_minority', 'danger', 'hazards', 'destination_kind', 'destination', 'shelter_id', 'transport', 'helper', 'phone', 'property', 'note', 'position', 'zone_codes', 'retired_on'] as const;
export type EntryField = (typeof FIELDS)[number];
const isField = (field: string): field is EntryField => (FIELDS as readonly string[]).includes(field);

export const fieldName = (field: string, { t }: Pick<Words, 't'>): string => (isField(field) ? t(`register.field.${field}`) : field);

/** A value of any field, for “from → to”. */
export function valueWords(field: string, value: unknown, words: T): string {
  const { t, lang } = words;
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return t('register.imp.empty');
  switch (field) {
    case 'vulnerable': return groupWords(value as VulnerableGroup[], words).join(', ');
    case 'property': return (value as PropertyLine[]).map((line) => lineWords(line, words)).join(', ');
    case 'house_class': return t(`register.house_class.${value as 'solid'}`);
    case 'poverty': return t(`register.poverty.${value as 'poor'}`);
    case 'destination_kind': return t(`register.destination_kind.${value as 'host'}`);
    case 'position': { const [x, y] = value as [number, number]; return `${number(y, lang, 6)}; ${number(x, lang, 6)}`; }
    default:
      if (typeof value === 'boolean') return t(value ? 'register.sheet.yes' : 'register.sheet.no');
      return Array.isArray(value) ? value.join(', ') : String(value);
  }
}

/** The fields in which two lines differ, in the register's order. */
export function differences(before: Entry, now: Entry): { field: EntryField; from: unknown; to: unknown }[] {
  return FIELDS.filter((field): field is Exclude<EntryField, 'retired_on'> => field !== 'retired_on')
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]))
    .map((field) => ({ field, from: before[field], to: now[field] }));
}

/** The kinds there are, those of most households first. */
export const kindsByCount = (kinds: Partial<Record<Kind, number>>): [Kind, number][] =>
  KINDS.flatMap((kind): [Kind, number][] => (kinds[kind] ? [[kind, kinds[kind] ?? 0]] : [])).sort((a, b) => b[1] - a[1]);

/** 15/04/2026 of a day without an hour. */
export const dayWords = (day: string): string => day.split('-').reverse().join('/');
