// What is asked for, as it stands in the address: a filtered list can be sent to somebody. Pure.
import type { FindingCounts, FindingQuery, FindingSeverity, FindingState } from '../api/findings';

export const SEVERITIES: readonly FindingSeverity[] = ['critical', 'serious', 'notice'];
export const STATES: readonly FindingState[] = ['open', 'accepted', 'mended'];

export interface Filters { severity: FindingSeverity | ''; kind: string; unit: string; hazard: string; owed: string; state: FindingState | '' }
export const NO_FILTERS: Filters = { severity: '', kind: '', unit: '', hazard: '', owed: '', state: '' };

/** The names in the address, as short as they can be said. */
const NAMES: Record<keyof Filters, string> = { severity: 'muc', kind: 'loai', unit: 'don-vi', hazard: 'thien-tai', owed: 'ai', state: 'tt' };
const one = <T extends string>(text: string | null, of: readonly T[]): T | '' => of.find((each) => each === text) ?? '';

export function filtersFrom(query: URLSearchParams): Filters {
  const text = (name: keyof Filters) => query.get(NAMES[name])?.trim() ?? '';
  return { severity: one(text('severity'), SEVERITIES), kind: text('kind'), unit: text('unit'), hazard: text('hazard'), owed: text('owed'), state: one(text('state'), STATES) };
}

export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(NAMES) as (keyof Filters)[]) if (filters[name] !== '') query.set(NAMES[name], filters[name]);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export function questionOf({ severity, kind, unit, hazard, owed, state }: Filters): FindingQuery {
  return {
    ...(severity && { severity }), ...(kind && { kind }), ...(unit && { unit }), ...(hazard && { hazard }), ...(owed && { owed_by: owed }), ...(state && { state }),
  };
}

/** Without severity and kind: the counts beside these filters must not fall to nought when one of them is pressed. */
export const aroundOf = (filters: Filters): FindingQuery => questionOf({ ...filters, severity: '', kind: '' });

/** How many conditions are set, besides the severity, which has its own row. */
export const setCount = (filters: Filters): number => (Object.keys(NAMES) as (keyof Filters)[]).filter((name) => name !== 'severity' && filters[name] !== '').length;

/** One line for each kind, the most frequent first; findings of one kind may weigh differently, and the worst is shown. */
export function kindsOf(counts: FindingCounts | undefined, severity: FindingSeverity | ''): FindingCounts['by_kind'] {
  const kinds = new Map<string, FindingCounts['by_kind'][number]>();
  for (const each of counts?.by_kind ?? []) {
    if (severity !== '' && each.severity !== severity) continue;
    const held = kinds.get(each.kind);
    const worst = held && SEVERITIES.indexOf(held.severity) < SEVERITIES.indexOf(each.severity) ? held.severity : each.severity;
    kinds.set(each.kind, { ...each, severity: worst, count: each.count + (held?.count ?? 0) });
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}
