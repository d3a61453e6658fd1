import { useUnits } from '../api/accounts';
import type { Unit } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';

/** The communes whose register this person may work on, by name. */
export function useOwnCommunes(): Unit[] {
  const { account } = useSignedIn();
  const units = useUnits().data ?? [];
  const own = account?.unit_code ?? null;
  const within = (unit: Unit | undefined): boolean => unit !== undefined && (own === null || unit.code === own || within(units.find((each) => each.code === unit.parent_code)));
  return units.filter((unit) => unit.kind !== 'province' && within(unit)).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}
