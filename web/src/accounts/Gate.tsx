import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Role } from '../api/types';
import { useSignedIn, type Permission } from '../app/session/useSignedIn';
import { useWords } from '../i18n';

interface Props { needs?: Permission; /** Or one of these roles. */ roles?: readonly Role[]; children: ReactNode }

/** What is behind needs a permission. Who lacks it is told which, and led to the door and back. */
export function Gate({ needs, roles, children }: Props) {
  const { t } = useWords();
  const { account, known, may } = useSignedIn();
  const [at] = useLocation();
  if (!known) return <p className="mut" role="status">{t('loading')}</p>;
  if (needs ? may(needs) : account && (!roles || roles.includes(account.role))) return children;
  return (
    <div className="emptybox">
      <p>{account ? t('app.session.notAllowed', { name: account.display_name, role: t(`role.${account.role}`) }) : t('signIn.needed')}</p>
      <p><Link className="btn pri" href={`/sign-in?next=${encodeURIComponent(at)}`}>{t(account ? 'app.session.switch' : 'app.session.signIn')}</Link></p>
    </div>
  );
}
