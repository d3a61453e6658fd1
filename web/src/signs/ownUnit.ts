import { useSignedIn } from '../app/session/useSignedIn';

const KEPT_AS = 'ungpho.own-unit';
const COMMUNE = /^\d{5}$/;
interface Unit { code: string; name: string }

/** The commune of whoever is signed in, kept for when there is no network to ask: the surest place without a position. */
export function useOwnUnit(): Unit | null {
  const { account, known } = useSignedIn();
  const own = account?.unit_code && COMMUNE.test(account.unit_code) ? { code: account.unit_code, name: account.unit_name ?? account.unit_code } : null;
  try {
    if (own) localStorage.setItem(KEPT_AS, JSON.stringify(own));
    else if (!known) return JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Unit | null;
  } catch {
    // Storage is refused: then only what is known now.
  }
  return own;
}
