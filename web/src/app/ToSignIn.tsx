import '../i18n/visitor';
import { LogIn, Map as MapIcon, MapPinned } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';
import { Office } from './Office';
import { pageAt } from './session/visitors';

/** In the place of a page that needs an account: what it is, the way to the door and back, and what is open. */
export default function ToSignIn() {
  const { t } = useWords();
  const [at] = useLocation();
  const search = useSearch();
  const page = pageAt(at);
  return (
    <Office title={page ? t(`visitor.${page}.name`) : t('app.visitor.title')} width="form" saidBelow>
      <section className="block" data-visitor={page ?? ''} aria-label={t('app.session.signIn')}>
        {page && <p>{t(`visitor.${page}.what`)}</p>}
        <p>{t('app.visitor.rest')}</p>
        <Link href={`/sign-in?next=${encodeURIComponent(search ? `${at}?${search}` : at)}`} className="btn pri xl" data-act="to-sign-in"><LogIn aria-hidden className="i" />{t('app.session.signIn')}</Link>
      </section>
      <section className="block" aria-labelledby="visitor-open">
        <h3 id="visitor-open">{t('app.visitor.title')}</h3>
        <p>{t('app.visitor.open')}</p>
        <div className="acts-row">
          <Link href="/tra-cuu" className="btn xl"><MapPinned aria-hidden className="i" />{t('app.lookup')}</Link>
          <Link href="/map" className="btn xl"><MapIcon aria-hidden className="i" />{t('app.nav.map')}</Link>
        </div>
      </section>
      <p><b>{t('app.about.emergency')}</b></p>
    </Office>
  );
}
