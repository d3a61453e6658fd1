import { KeyRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { InvitationLink } from '../api/accounts';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { CopyOnce } from '../shared/CopyOnce';
import { longMoment } from '../shared/format';

/** The link that sets a password, once, with what to do with it. */
export function InvitationShown({ invitation, name }: { invitation: InvitationLink; name: string }) {
  const { t, lang } = useWords();
  const box = useRef<HTMLElement>(null);
  // It is shown once, so it must not appear out of sight.
  useEffect(() => { box.current?.focus(); box.current?.scrollIntoView({ block: 'center' }); }, [invitation]);
  return (
    <section ref={box} className="once" data-once="invitation" tabIndex={-1}>
      <Banner tone="info" icon={KeyRound}><b>{t('account.linkOnce')}</b></Banner>
      <div className="once-b">
        <CopyOnce label={t('account.link', { name })} value={location.origin + invitation.url_path} />
        <ol className="steps">
          <li>{t('account.linkStep1', { name })}</li>
          <li>{t('account.linkStep2', { time: longMoment(invitation.expires_at, lang) })}</li>
          <li>{t('account.linkStep3')}</li>
        </ol>
      </div>
    </section>
  );
}
