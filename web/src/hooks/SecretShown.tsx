import { KeyRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { NewWebhook } from '../api/webhooks';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { CopyOnce } from '../shared/CopyOnce';

/** The key by which messages are signed, once, with what to do with it. */
export function SecretShown({ hook }: { hook: NewWebhook }) {
  const { t } = useWords();
  const box = useRef<HTMLElement>(null);
  // It is shown once, so it must not appear out of sight.
  useEffect(() => { box.current?.focus(); box.current?.scrollIntoView({ block: 'center' }); }, [hook]);
  return (
    <section ref={box} className="once" data-once="secret" tabIndex={-1} aria-label={t('hooks.secret', { name: hook.name })}>
      <Banner tone="info" icon={KeyRound}><b>{t('hooks.once')}</b></Banner>
      <div className="once-b">
        <CopyOnce label={t('hooks.secret', { name: hook.name })} value={hook.secret} />
        <ol className="steps">
          <li>{t('hooks.step1')}</li>
          <li>{t('hooks.step2')}</li>
          <li>{t('hooks.step3')}</li>
          <li>{t('hooks.stepToken')} <Link href="/accounts">{t('hooks.toAccounts')}</Link></li>
          <li>{t('hooks.step4')}</li>
        </ol>
      </div>
    </section>
  );
}
