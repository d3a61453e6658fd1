// Whether an account works in a commune, as far as this can be told from codes alone; the server decides again.
import type { Account } from '../api/types';

/** A commune's account works in its commune; of a province's, and of one for everything, the server knows the reach. */
export function mayReportIn(account: Pick<Account, 'unit_code'>, commune: string): boolean {
  const unit = account.unit_code;
  return unit === null || unit.length < commune.length || unit === commune;
}
