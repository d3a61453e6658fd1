import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import type { Asked } from './SignInDialog';
import type { Waits } from '../../offline/waits';
import { useSignedIn, type Permission } from './useSignedIn';

// Nobody signs in without a network, so the dialog can come when it is asked for.
const SignInDialog = lazy(() => import('./SignInDialog'));

// Only where something on this device was not sent yet.
const LeaveSheet = lazy(() => import('../../offline/LeaveSheet'));

const LeaveContext = createContext<() => void>(() => {});
/** Signs out; where something on this device is nowhere else, it is asked first what becomes of it. */
export const useAskToLeave = () => useContext(LeaveContext);

const AskContext = createContext<(permission?: Permission, then?: () => void) => void>(() => {});

/** Asks for an account with a permission, then goes on with what the person was about to do. */
export const useAskToSignIn = () => useContext(AskContext);

export function SignInProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback((permission?: Permission, then?: () => void) => setAsked({ permission, then }), []);
  const { account, leave } = useSignedIn();
  const [waits, setWaits] = useState<Waits | null>(null);
  const askToLeave = async () => {
    // A device that cannot tell what waits keeps nobody here.
    const found = account ? await import('../../offline/waits').then(({ whatWaits }) => whatWaits(account.id)).catch(() => []) : [];
    if (found.length > 0) setWaits(found);
    else await leave();
  };
  return (
    <AskContext.Provider value={ask}>
      <LeaveContext.Provider value={() => void askToLeave()}>
        {children}
        {asked && <Suspense fallback={null}><SignInDialog asked={asked} onClose={() => setAsked(null)} /></Suspense>}
        {waits && account && <Suspense fallback={null}><LeaveSheet waits={waits} account={account} onClose={() => setWaits(null)} /></Suspense>}
      </LeaveContext.Provider>
    </AskContext.Provider>
  );
}
