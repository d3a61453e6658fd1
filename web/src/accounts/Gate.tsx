import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSignedIn, type Permission } from '../app/session/useSignedIn';
import { useWords } from '../i18n';

/** What is behind needs a permission. Who lacks it is told which, and led to the door and back. */
export function Gate({ needs, children }: { needs?: Permission; children: ReactNode }) {
  const { t } = useWords();
  const { account, known, may } = useSignedIn();
  const [at] = useLocation();
  if (!known) return <p className="mut" role="status">{t('loading')}</p>;
  if (needs ? may(needs) : account) return children;
  return (
    <div className="emptybox">
      <p>{account ? t('app.session.notAllowed', { name: account.display_name, role: t(`role.${account.role}`) }) : t('signIn.needed')}</p>
      <p><Link className="btn pri" href={`/sign-in?next=${encodeURIComponent(at)}`}>{t(account ? 'app.session.switch' : 'app.session.signIn')}</Link></p>
    </div>
  );
}
