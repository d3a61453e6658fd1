import { LogIn, MapPinned, Map as MapIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';
import { Office } from './Office';
import { useStanding } from './session/useStanding';
import { isForAll, pageAt } from './session/visitors';

/** The pages of a door, for those to whom they are open. Others are not refused: they are told what the page is, and which way to go. */
export function OnlyOpen({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [at] = useLocation();
  const standing = useStanding();
  if (standing === 'open' || isForAll(at)) return children;
  return standing === 'asking' ? <Office title={t('loading')} /> : <ToSignIn />;
}

function ToSignIn() {
  const { t } = useWords();
  const [at] = useLocation();
  const search = useSearch();
  const page = pageAt(at);
  return (
    <Office title={page ? t(`office.visitor.${page}.name`) : t('app.visitor.title')} width="form" saidBelow>
      <section className="block" data-visitor={page ?? ''} aria-label={t('app.session.signIn')}>
        {page && <p>{t(`office.visitor.${page}.what`)}</p>}
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
