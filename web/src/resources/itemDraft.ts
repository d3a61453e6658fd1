// An item of the list of supplies while it is typed. Pure.
import type { Kind } from './types';

export const ITEM_FIELDS = ['vi', 'en', 'unit', 'code'] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];
export type ItemDraft = Record<ItemField, string> & { offered: boolean };
export type ItemFault = 'blank' | 'code' | 'taken';

export const blankItem: ItemDraft = { vi: '', en: '', unit: '', code: '', offered: true };
export const itemDraft = (item: Kind): ItemDraft => ({ vi: item.name.vi, en: item.name.en, unit: item.unit, code: item.code, offered: item.offered });

/** What cannot be sent; whether the server takes it is its own affair. */
export function itemFaults(draft: ItemDraft, taken: readonly string[]): Partial<Record<ItemField, ItemFault>> {
  const faults: Partial<Record<ItemField, ItemFault>> = {};
  for (const field of ['vi', 'en', 'unit'] as const) if (draft[field].trim() === '') faults[field] = 'blank';
  const code = draft.code.trim();
  if (!/^[a-z0-9_]{1,40}$/.test(code) || code === 'other') faults.code = 'code';
  else if (taken.includes(code)) faults.code = 'taken';
  return faults;
}
