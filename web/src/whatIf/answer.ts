// How the figures of an answer are put beside each other. Pure.
import type { Counted, Shortage, WhatIf, WhatIfPlace, WhatIfShelter } from '../api/findings';
import type { L } from '../api/types';

export interface PairRow { kind: string; name: L; tables: Counted | null; register: Counted | null }

/** One row for each kind, whichever of the two tells of it; those of the tables first, in their own order. */
export function paired(tables: readonly Counted[], register: readonly Counted[]): PairRow[] {
  const kinds = [...new Set([...tables, ...register].map((each) => each.kind))];
  const of = (list: readonly Counted[], kind: string) => list.find((each) => each.kind === kind) ?? null;
  return kinds.map((kind) => {
    const [one, other] = [of(tables, kind), of(register, kind)];
    return { kind, name: (one ?? other as Counted).name, tables: one, register: other };
  });
}

/** The figures of a commune, or of all; of all where the commune is not in the answer. */
export const placeOf = (answer: WhatIf, commune: string): WhatIfPlace => answer.communes.find((place) => place.commune_code === commune) ?? answer.total;

/** Lost first, worst reason first; what is not known is no better than what is unsafe. */
const LOSSES = ['inside', 'unsuitable', 'suitability_unknown', 'place_unknown', 'away'];
export function sheltersIn(answer: WhatIf, commune: string | null): { lost: WhatIfShelter[]; left: WhatIfShelter[] } {
  const own = answer.shelters.filter((shelter) => commune === null || shelter.commune_code === commune);
  const byCode = (a: WhatIfShelter, b: WhatIfShelter) => a.code.localeCompare(b.code, 'vi', { numeric: true });
  return {
    lost: own.filter((shelter) => shelter.lost !== null).sort((a, b) => LOSSES.indexOf(a.lost ?? '') - LOSSES.indexOf(b.lost ?? '') || byCode(a, b)),
    left: own.filter((shelter) => shelter.lost === null).sort(byCode),
  };
}

/** The larger of what is short by either source; null where neither is. */
export function shortOf(shortages: readonly Shortage[], what: Shortage['what']): number | null {
  const found = shortages.filter((each) => each.what === what).flatMap((each) => [each.short_by_register, each.short_by_tables]).filter((n): n is number => n !== null && n > 0);
  return found.length === 0 ? null : Math.max(...found);
}
