// Which households a list shows. What is chosen stands in the address, so that it outlives opening one. Pure.
import { folded } from '../shared/format';
import { byNeed, toSettle } from './states';
import { STATES, type MoveState, type Relocation } from './types';

export interface Filter { state: MoveState | 'settle' | null; village: string; find: string }
export const NO_FILTER: Filter = { state: null, village: '', find: '' };

export function filterFrom(params: URLSearchParams): Filter {
  const asked = params.get('tinh-trang');
  const state = asked === 'xu-ly' ? 'settle' : (STATES.find((each) => each === asked) ?? null);
  return { state, village: params.get('thon') ?? '', find: params.get('tim') ?? '' };
}
export function intoParams(filter: Filter, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (key: string, value: string) => { if (value) next.set(key, value); else next.delete(key); };
  put('tinh-trang', filter.state === 'settle' ? 'xu-ly' : (filter.state ?? ''));
  put('thon', filter.village);
  put('tim', filter.find);
  return next;
}

/** What a scanner types when it reads the code on a roll call. */
const SCANNED = /^UNGPHO:\d+:/i;

export function shownBy<T extends Relocation>(filter: Filter, records: readonly T[]): T[] {
  const wanted = folded(filter.find.trim().replace(SCANNED, ''));
  return records
    .filter((record) => (filter.state === null || (filter.state === 'settle' ? toSettle(record) : record.state === filter.state))
      && (filter.village === '' || record.village === filter.village)
      && (wanted === '' || folded(`${record.code} ${record.label ?? ''} ${record.head ?? ''}`).includes(wanted)))
    .sort(byNeed);
}

/** How many stand where, in the order of the list; states in which nobody is are left out. */
export function countsOf(records: readonly Relocation[]): { counts: Map<MoveState, number>; settle: number } {
  const counts = new Map<MoveState, number>();
  for (const record of records) counts.set(record.state, (counts.get(record.state) ?? 0) + 1);
  return { counts, settle: records.filter(toSettle).length };
}
export const villagesOf = (records: readonly Relocation[]): string[] => [...new Set(records.map((record) => record.village))].sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
