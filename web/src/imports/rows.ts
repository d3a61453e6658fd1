// The rows of an import: filtered, counted, and those refused as a file that goes back to whoever made the first one.
import type { L, Lang } from '../api/types';
import { folded } from '../shared/format';
import { csv } from '../shared/table/csv';
import type { Fate, ImportItem } from './types';

export interface Row { i: number; item: ImportItem }
export function rowsOf(items: readonly ImportItem[], fate: Fate | null, text: string): Row[] {
  const words = folded(text).split(/\s+/).filter((word) => word !== '');
  return items.flatMap((item, i) => {
    if (fate && item.fate !== fate) return [];
    const hay = words.length > 0 ? folded(`${item.code ?? ''} ${item.name ?? ''} ${item.commune_name ?? ''} ${item.place.vi}`) : '';
    return words.every((word) => hay.includes(word)) ? [{ i, item }] : [];
  });
}

/** Everything not taken in, with the reason and the place of each fault; commas and semicolons as the language has them. */
export function refusedCsv(items: readonly ImportItem[], headings: readonly [string, string, string, string, string, string], lang: Lang): string {
  const say = (words: L) => words[lang] || words.vi;
  const lines = items.filter((item) => item.fate === 'refused' || item.fate === 'held').map((item) => [
    say(item.place), item.code, item.name, item.commune_name,
    [...item.reasons.map(say), ...item.faults.map((fault) => say(fault.text))].join(' '),
    item.faults.flatMap((fault) => (fault.at ? [`${fault.at[0].toFixed(6)} ${fault.at[1].toFixed(6)}`] : [])).join('; '),
  ]);
  return csv([headings, ...lines], lang);
}
