// Which units lie below which: rights reach the own unit and those below.
import type { UnitItem } from './types';

export function within(units: readonly UnitItem[], unit: string, top: string): boolean {
  const parents = new Map(units.map((each) => [each.code, each.parent_code]));
  const seen = new Set<string>();
  for (let at: string | null | undefined = unit; at && !seen.has(at); at = parents.get(at)) {
    if (at === top) return true;
    seen.add(at);
  }
  return false;
}
