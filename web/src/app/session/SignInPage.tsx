import { useEffect } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { KeyRound } from 'lucide-react';
import { useMeta } from '../../api/queries';
import { useWords } from '../../i18n';
import { Banner } from '../../shared/Banner';
import { Door } from './Door';
import { SignInForm } from './SignInForm';
import { useAskToLeave } from './SignInProvider';
import { useSignedIn } from './useSignedIn';

/** Only an address of this app is gone back to: `//elsewhere` and `https:` are other hosts. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** The door, with where one wanted to go kept in the address. */
export default function SignInPage() {
  const { t } = useWords();
  const [, go] = useLocation();
  const next = safeNext(new URLSearchParams(useSearch()).get('next'));
  const { account, firstRun } = useSignedIn();
  const leave = useAskToLeave();
  const anonymous = useMeta().data?.anonymous;
  useEffect(() => { document.title = `${t('app.session.title')} · ${t('brand')}`; }, [t]);
  if (account) {
    return (
      <Door title={t('app.session.title')}>
        <p>{t('signIn.already', { name: account.display_name })}</p>
        <div className="row wrap">
          <Link href={next} className="btn pri xl">{t('signIn.goOn')}</Link>
          <button type="button" className="btn xl" onClick={leave}>{t('app.session.switch')}</button>
        </div>
      </Door>
    );
  }
  return (
    <Door title={t('app.session.title')}>
      {firstRun && <Banner tone="info" icon={KeyRound}><b>{t('signIn.firstRun')}</b><br />{t('signIn.firstRunHow')}</Banner>}
      <SignInForm onDone={() => go(next)} />
      <p className="sm mut">{t('signIn.forgotten')}</p>
      <p><Link href="/tra-cuu">{t('app.lookupOpen')}</Link></p>
      {anonymous === 'viewer' && <p><Link href="/">{t('signIn.without')}</Link></p>}
    </Door>
  );
}
