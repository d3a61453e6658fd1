import { useEffect, type ReactNode } from 'react';
import { ToastProvider } from '../shared/Toast';
import { LiveLine } from './LiveLine';
import { SignInProvider } from './session/SignInProvider';

/** What every page of the service stands in: the live line, what was just done, and the way to sign in. */
export default function Inside({ children }: { children: ReactNode }) {
  useEffect(sendToldSigns, []);
  return <LiveLine><ToastProvider><SignInProvider>{children}</SignInProvider></ToastProvider></LiveLine>;
}

/** What was told without a network goes out from whichever page is opened next; nothing is loaded where nothing waits. */
function sendToldSigns(): void {
  try {
    if (localStorage.getItem('ungpho.signs')?.includes('"waiting"')) void import('../signs/send').then(({ sendWaiting }) => sendWaiting()).catch(() => {});
  } catch {
    // Storage is refused: nothing can wait there.
  }
}
