// The commune an account works in, and whether its screens show more than that. A province has thousands of zones, of which
// the first page of a list need not hold those of the own commune.
import { useSyncExternalStore } from 'react';
import type { Account } from './types';

/** Codes of communes have five digits, those of provinces two; null for who works for more than one commune. */
export const communeOf = (account: Pick<Account, 'unit_code'> | null | undefined): string | null =>
  (account?.unit_code?.length === 5 ? account.unit_code : null);

let shown = false;
const listeners = new Set<() => void>();
/** Whether a commune's account looks beyond its commune; until the page is closed. */
export const useBeyond = (): boolean => useSyncExternalStore((heard) => { listeners.add(heard); return () => void listeners.delete(heard); }, () => shown);
export function lookBeyond(beyond: boolean): void {
  shown = beyond;
  listeners.forEach((heard) => heard());
}
