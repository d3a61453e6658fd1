// Words and codes of alerts, side by side: one kind of row for one table. Pure.
import type { CodeEntry, WordsEntry } from '../api/intake';
import { folded } from '../shared/format';

/** `group`: the language of words, or the list of a code. */
export interface Row { id: string | null; group: string; text: string; hazard: string | null; shipped: boolean; by: string | null; at: string | null }
export const rowOfWords = ({ id, language, words, hazard, shipped, changed_by, changed_at }: WordsEntry): Row =>
  ({ id, group: language, text: words, hazard, shipped, by: changed_by ?? null, at: changed_at ?? null });
export const rowOfCode = ({ id, list, code, hazard, shipped, changed_by, changed_at }: CodeEntry): Row =>
  ({ id, group: list, text: code, hazard, shipped, by: changed_by ?? null, at: changed_at ?? null });

export interface Narrow { group: string; hazard: string; origin: '' | 'own' | 'shipped'; text: string }
export const ASK = 'ask';

/** Own entries first, because they are what somebody may have to answer for; then by group and text. */
export function shownRows(rows: readonly Row[], by: Narrow): Row[] {
  const text = folded(by.text.trim());
  return rows
    .filter((row) => (by.group === '' || row.group === by.group)
      && (by.hazard === '' || (row.hazard ?? ASK) === by.hazard)
      && (by.origin === '' || row.shipped === (by.origin === 'shipped'))
      && folded(`${row.text} ${row.group}`).includes(text))
    .sort((a, b) => Number(a.shipped) - Number(b.shipped) || a.group.localeCompare(b.group) || a.text.localeCompare(b.text, 'vi'));
}

export const groupsOf = (rows: readonly Row[]): string[] => [...new Set(rows.map((row) => row.group))].sort((a, b) => Number(b === 'vi') - Number(a === 'vi') || a.localeCompare(b));
