import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import type { Asked } from './SignInDialog';
import type { Permission } from './useSignedIn';

// Nobody signs in without a network, so the dialog can come when it is asked for.
const SignInDialog = lazy(() => import('./SignInDialog'));

const AskContext = createContext<(permission?: Permission, then?: () => void) => void>(() => {});

/** Asks for an account with a permission, then goes on with what the person was about to do. */
export const useAskToSignIn = () => useContext(AskContext);

export function SignInProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback((permission?: Permission, then?: () => void) => setAsked({ permission, then }), []);
  return (
    <AskContext.Provider value={ask}>
      {children}
      {asked && <Suspense fallback={null}><SignInDialog asked={asked} onClose={() => setAsked(null)} /></Suspense>}
    </AskContext.Provider>
  );
}
