// Signing out where the server cannot be reached: the device forgets at once, and the server is told as soon as it answers,
// before anything else is asked of it.
import { signOut } from '../api/acts';

const KEPT_AS = 'ungpho.leaving';

export function leaveLater(): void {
  try { localStorage.setItem(KEPT_AS, 'yes'); } catch { /* no storage: the cookie stays until it runs out */ }
}

export async function leaveNow(): Promise<void> {
  let leaves = false;
  try { leaves = localStorage.getItem(KEPT_AS) !== null; } catch { /* no storage */ }
  if (!leaves) return;
  await signOut();
  localStorage.removeItem(KEPT_AS);
}

/** Who signs in now is not to be signed out by what was asked for earlier. */
export function stay(): void {
  try { localStorage.removeItem(KEPT_AS); } catch { /* no storage */ }
}
