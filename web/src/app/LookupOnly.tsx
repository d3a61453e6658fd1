import { LogIn, MapPinned } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';

/** In the place of the work where only look-ups are open: what can be seen, and the way to the rest. */
export function LookupOnly() {
  const { t } = useWords();
  const [at] = useLocation();
  const search = useSearch();
  const here = search ? `${at}?${search}` : at;
  return (
    <section className="panelbody" aria-labelledby="lookup-only" data-lookup-only>
      <header className="sec head"><h2 id="lookup-only">{t('app.visitor.title')}</h2></header>
      <div className="sec stack">
        <p>{t('app.visitor.open')}</p>
        <Link href="/tra-cuu" className="btn xl"><MapPinned aria-hidden className="i" />{t('app.lookup')}</Link>
      </div>
      <div className="sec stack">
        <p>{t('app.visitor.rest')}</p>
        <Link href={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} className="btn pri xl"><LogIn aria-hidden className="i" />{t('app.session.signIn')}</Link>
      </div>
      <p className="sec"><b>{t('app.about.emergency')}</b></p>
    </section>
  );
}
