import { useWords } from '../../i18n';
import { Dialog } from '../../shared/Dialog';
import { SignInForm } from './SignInForm';
import { useSignedIn, type Permission } from './useSignedIn';

export interface Asked { permission?: Permission; then?: () => void }

/** Signing in where one is; with a permission, only accounts that have it are offered. */
export default function SignInDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useWords();
  const { account } = useSignedIn();
  return (
    <Dialog title={t('app.session.title')} onClose={onClose}>
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
          onDone={() => { onClose(); asked.then?.(); }}
        />
      </div>
    </Dialog>
  );
}
