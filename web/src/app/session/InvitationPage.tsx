import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { lookAtInvitation, type Invitation } from '../../api/accounts';
import { Problem } from '../../api/problem';
import { useWords } from '../../i18n';
import { Waiting } from '../../shared/Failure';
import { Door } from './Door';
import { InvitationForm } from './InvitationForm';

/**
 * Where an invitation's link leads. The secret stands in the fragment, which no server sees, and is taken out of the
 * address at once, so that it stays in no history either.
 */
export default function InvitationPage() {
  const { t } = useWords();
  const [secret] = useState(() => location.hash.slice(1));
  const invitation = useQuery({
    queryKey: ['invitation', secret], enabled: secret !== '', staleTime: Infinity, queryFn: () => lookAtInvitation(secret),
  });
  useEffect(() => { if (secret) history.replaceState(history.state, '', location.pathname); }, [secret]);
  const title = t(titleOf(invitation.data));
  useEffect(() => { document.title = `${title} · ${t('brand')}`; }, [title, t]);
  const gone = secret === '' || (invitation.error instanceof Problem && invitation.error.status === 404);
  return (
    <Door title={gone ? t('invitation.gone') : title}>
      {gone && <><p>{t('invitation.goneHow')}</p><p><Link href="/sign-in">{t('app.session.signIn')}</Link></p></>}
      {!gone && !invitation.data && <Waiting error={invitation.error} retry={() => void invitation.refetch()} />}
      {invitation.data && <InvitationForm secret={secret} invitation={invitation.data} />}
    </Door>
  );
}

function titleOf(invitation: Invitation | undefined) {
  return invitation?.kind === 'first_admin' ? 'invitation.firstTitle' : 'invitation.title';
}
