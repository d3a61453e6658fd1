import type { ReactNode } from 'react';
import { ToastProvider } from '../shared/Toast';
import { LiveLine } from './LiveLine';
import { SignInProvider } from './session/SignInProvider';

/** What every page of the service stands in: the live line, what was just done, and the way to sign in. */
export default function Inside({ children }: { children: ReactNode }) {
  return <LiveLine><ToastProvider><SignInProvider>{children}</SignInProvider></ToastProvider></LiveLine>;
}
