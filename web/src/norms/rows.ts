// The norms as one table: a row for each thing a person needs and for each limit. Pure.
import type { BothNorms, Norm, NormChoice, NormPer, Norms } from '../api/norms';
import type { L } from '../api/types';

export const BOTH = ['space_m2_per_person', 'people_per_toilet'] as const;
export const LIMITS = ['days_of_supply', 'phone_days', 'inspection_days', 'ahead_days', 'figure_tolerance_percent'] as const;
export type BothKey = (typeof BOTH)[number];
export type LimitKey = (typeof LIMITS)[number];

/** `single`: a limit of ours, of which there is no second opinion. */
export interface Row {
  key: string; item: { code: string; name: L; unit: L; per: NormPer; required: boolean } | null;
  vietnam: Norm | null; sphere: Norm | null; single: Norm | null;
}

const both = (key: string, { vietnam, sphere }: BothNorms): Row => ({ key, item: null, vietnam, sphere, single: null });

export function rowsOf(norms: Norms): Row[] {
  return [
    ...norms.items.map((item): Row => ({
      ...both(`item:${item.item}`, item),
      item: { code: item.item, name: { vi: item.vi, en: item.en }, unit: { vi: item.unit_vi, en: item.unit_en }, per: item.per, required: item.required },
    })),
    ...BOTH.map((key) => both(key, norms[key])),
    ...LIMITS.map((key): Row => ({ key, item: null, vietnam: null, sphere: null, single: norms[key] })),
  ];
}

/** The value that is reckoned with. */
export const reckoned = (row: Row, choice: NormChoice): Norm | null => row.single ?? row[choice];

/** The norms with other values in one row; what the row does not have stays. */
export function withRow(norms: Norms, row: Row): Norms {
  if (row.item) {
    const { code, required, per } = row.item;
    return { ...norms, items: norms.items.map((item) => (item.item === code ? { ...item, required, per, vietnam: row.vietnam ?? item.vietnam, sphere: row.sphere ?? item.sphere } : item)) };
  }
  const key = row.key as BothKey | LimitKey;
  if (row.single) return { ...norms, [key]: row.single };
  return { ...norms, [key]: { vietnam: row.vietnam, sphere: row.sphere } };
}

/** Which rows say something else than before: for the list of what is about to be saved. */
export function changedRows(before: Norms, after: Norms): Row[] {
  const known = new Map(rowsOf(before).map((row) => [row.key, JSON.stringify(row)]));
  return rowsOf(after).filter((row) => known.get(row.key) !== JSON.stringify(row));
}

export interface NormDraft { value: string; source: string; verify: boolean }
export const draftOf = (norm: Norm): NormDraft => ({ value: String(norm.value).replace('.', ','), source: norm.source, verify: norm.verify });

/** A number as people of both languages type it: 0,5 or 0.5; nothing where it is none. */
export function valueOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

export type NormFault = 'value' | 'source';
/** The norm that was typed, or what is missing in it. */
export function normOf(draft: NormDraft): { norm: Norm } | { faults: NormFault[] } {
  const value = valueOf(draft.value);
  const source = draft.source.trim().normalize('NFC');
  if (value === null || source === '') return { faults: [...(value === null ? ['value' as const] : []), ...(source === '' ? ['source' as const] : [])] };
  return { norm: { value, source, verify: draft.verify } };
}
