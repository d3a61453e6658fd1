import { useUnits } from '../api/accounts';
import type { Unit } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';

/** The units in whose name this person may order an inspection: their own and those below, provinces first. */
export function useOwnUnits(): Unit[] {
  const { account } = useSignedIn();
  const units = useUnits().data ?? [];
  const own = account?.unit_code ?? null;
  const within = (unit: Unit | undefined): boolean => unit !== undefined && (own === null || unit.code === own || within(units.find((each) => each.code === unit.parent_code)));
  return units.filter(within).sort((a, b) => Number(b.kind === 'province') - Number(a.kind === 'province') || a.name.localeCompare(b.name, 'vi'));
}

/** The server decides; here only what is surely refused is not offered. */
export const useMayOrder = (): boolean => useSignedIn().may('inspect');

/** Templates are corrected for whole provinces, not by a commune. */
export function useMayTemplate(): boolean {
  const { account, may } = useSignedIn();
  const units = useUnits().data ?? [];
  const own = account?.unit_code ?? null;
  return may('inspect') && (own === null || units.find((unit) => unit.code === own)?.kind === 'province');
}
