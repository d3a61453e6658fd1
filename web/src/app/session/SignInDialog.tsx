import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { useWords } from '../../i18n';
import { Dialog } from '../../shared/Dialog';
import { SignInForm } from './SignInForm';
import { useSignedIn, type Permission } from './useSignedIn';

const AskContext = createContext<(permission?: Permission, then?: () => void) => void>(() => {});

/** Asks for an account with a permission, then goes on with what the person was about to do. */
export const useAskToSignIn = () => useContext(AskContext);

export function SignInProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const { account } = useSignedIn();
  const [asked, setAsked] = useState<{ permission?: Permission; then?: () => void } | null>(null);
  const ask = useCallback((permission?: Permission, then?: () => void) => setAsked({ permission, then }), []);
  const close = () => setAsked(null);
  return (
    <AskContext.Provider value={ask}>
      {children}
      {asked && (
        <Dialog title={t('app.session.title')} onClose={close}>
          <div className="dlg-b">
            {asked.permission && (
              <p className="mut">
                {account
                  ? t('app.session.notAllowed', { name: account.display_name, role: t(`role.${account.role}`) })
                  : t('app.session.needed')}
              </p>
            )}
            <SignInForm
              only={asked.permission && ((a) => ['approver', 'admin'].includes(a.role) || (asked.permission === 'tick_task' && a.role === 'official'))}
              onDone={() => { close(); asked.then?.(); }}
            />
          </div>
        </Dialog>
      )}
    </AskContext.Provider>
  );
}
