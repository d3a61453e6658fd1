import { ChevronRight, KeyRound, MapPinned } from 'lucide-react';
import { Link } from 'wouter';
import { useMeta, useSources } from '../api/queries';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { Switches, TypeSwitch } from './AppBar';
import { useOfficePlaces } from './Destinations';
import { useSignedIn } from './session/useSignedIn';
import { useStanding } from './session/useStanding';

export function AboutPage() {
  const { t } = useWords();
  const meta = useMeta().data;
  const visitor = useStanding() === 'lookup';
  return (
    <article className="panelbody about">
      <header className="sec head"><h2>{t('app.about.title')}</h2><p>{t('app.about.lead')}</p></header>
      <div className="sec row wrap"><span className="phoneonly"><Switches /></span><TypeSwitch /></div>
      <p className="sec"><b>{t('app.about.emergency')}</b></p>
      <p className="sec"><Link href="/tra-cuu" className="btn xl"><MapPinned aria-hidden className="i" />{t('app.lookup')}</Link></p>
      {!visitor && <OfficeLinks />}
      <p className="sec"><Link href="/docs" data-act="docs">{t('app.apiDocs')}</Link></p>
      {!visitor && <SourceStates />}
      <section className="sec">
        <h3>{t('app.about.rulesTitle')}</h3>
        <ul className="dots"><li>{t('app.about.rule1')}</li><li>{t('app.about.rule2')}</li><li>{t('app.about.rule3')}</li><li>{t('app.about.rule4')}</li></ul>
      </section>
      <p className="sec sm mut">{meta && <>{meta.name} · {t('app.about.version')} {meta.version}</>}</p>
    </article>
  );
}

/** On a phone the pages of the desk are reached from here; the rail names them on a desktop. */
function OfficeLinks() {
  const { t } = useWords();
  const { account } = useSignedIn();
  const places = [...useOfficePlaces(), ...(account ? [{ href: '/account', icon: KeyRound, name: t('app.nav.own') }] : [])];
  return (
    <section className="sec phoneonly">
      <h3>{t('app.about.officeTitle')}</h3>
      <ul className="doorlist">
        {places.map(({ href, icon: Icon, name }) => (
          <li key={href}><Link href={href}><Icon aria-hidden className="i" /><span className="grow">{name}</span><ChevronRight aria-hidden className="i sm" /></Link></li>
        ))}
      </ul>
    </section>
  );
}

function SourceStates() {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const { sources, known } = useSources();
  return (
    <section className="sec">
      <h3>{t('app.about.sourcesTitle')}</h3>
      {known && sources.length === 0 && <p className="sm">{t('app.sources.bannerUndeclared')}</p>}
      <ul className="links">
        {sources.map(({ health, ...source }) => (
          <li key={source.id}>
            <span className="row wrap"><b>{source.name}</b><Tag tone={health.state === 'speaking' ? 'ok' : 'warn'}>{t(`app.sources.state.${health.state}`)}</Tag></span>
            <p className="sm mut">
              {health.last_success_at && t('app.sources.lastSuccess', { time: moment(health.last_success_at, now) })}
              {health.last_new_alert_at && <> · {t('app.sources.lastAlert', { time: moment(health.last_new_alert_at, now) })}</>}
              {health.last_error && <><br />{loc(health.last_error)}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
