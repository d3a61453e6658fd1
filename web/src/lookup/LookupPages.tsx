import '../i18n/lookup';
import '../styles/forms.css';
import './lookup.css';
import { ChevronLeft, FlaskConical, MapPinned, Phone, TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useMeta } from '../api/queries';
import { Switches, TypeSwitch } from '../app/AppBar';
import { useDark } from '../app/theme';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useDesktop } from '../shared/media';
import { Answer } from './Answer';
import { Ask } from './Ask';
import { keepPage } from './keepPage';
import { addressOf, PAGE, readAddress, type Question } from './question';
import { Recent } from './Recent';

// The map is most of the weight: three of the four ways never need it.
const LookupMap = lazy(() => import('./LookupMap'));

/** “Is this place in a danger zone?”, for everybody. The address is the question; without one the page asks. */
export default function LookupPages() {
  const { t, lang } = useWords();
  const desktop = useDesktop();
  const [, go] = useLocation();
  const dark = useDark();
  const { question, broken } = readAddress(useSearch());
  const [mapAsked, setMapAsked] = useState(false);
  const key = question ? addressOf(question) : '';
  useEffect(() => { document.title = `${t('lookup.title')} · ${t('brand')}`; }, [t]);
  // On a phone the answer comes first; the map opens again when it is asked for.
  useEffect(() => { setMapAsked(false); scrollTo(0, 0); }, [key]);
  // Again after each question: by then more of the page has come.
  useEffect(() => {
    const timer = setTimeout(() => void keepPage(), 1_500);
    return () => clearTimeout(timer);
  }, [key]);

  const ask = (next: Question) => go(addressOf(next));
  const map = (
    <Suspense fallback={<p className="pad mut" role="status">{t('loading')}</p>}>
      <LookupMap key={`${lang} ${dark}`} question={question} onAsk={ask} comes={!desktop} />
    </Suspense>
  );
  const beneath = !desktop && mapAsked ? map : null;
  return (
    <div className={desktop ? 'lookup wide' : 'lookup phone'}>
      <a className="skip" href="#main">{t('skip')}</a>
      <Head />
      <div className="lookup-b">
        <main id="main" tabIndex={-1}>
          {question ? (
            <>
              <Link href={PAGE} className="backlink noprint"><ChevronLeft aria-hidden className="i" />{t('lookup.answer.again')}</Link>
              <Answer key={key} question={question} />
              {!desktop && (
                <div className="noprint mapunder">
                  <button type="button" className="btn xl way" onClick={() => setMapAsked(!mapAsked)} aria-expanded={mapAsked} data-act="map">
                    <MapPinned aria-hidden className="i" />{t(mapAsked ? 'lookup.ways.mapClose' : 'lookup.map.open')}
                  </button>
                  {beneath}
                </div>
              )}
            </>
          ) : (
            <>
              <header className="asktitle"><h2>{t('lookup.title')}</h2><p>{t('lookup.lead')}</p></header>
              {broken && <Banner tone="warn" icon={TriangleAlert} live>{t('lookup.broken')}</Banner>}
              <Ask onAsk={ask} onMap={desktop ? undefined : () => setMapAsked(!mapAsked)} map={beneath} />
              <Recent />
            </>
          )}
        </main>
        {desktop && <aside className="noprint mapside" aria-label={t('lookup.map.label')}>{map}</aside>}
      </div>
      <footer className="lookup-f noprint row wrap sp"><TypeSwitch /><Link href="/sign-in">{t('lookup.office')}</Link></footer>
    </div>
  );
}

/** Whose program this is, the language, and the numbers that save lives: on every state of the page. */
function Head() {
  const { t } = useWords();
  const demonstration = useMeta().data?.demonstration ?? false;
  return (
    <>
      <header className="bar lookup-bar"><h1 className="brand"><Link href={PAGE}>{t('brand')}<small>{t('brandLine')}</small></Link></h1><span className="grow" /><Switches /></header>
      <p className="printonly"><b>{t('brand')} · {t('lookup.title')}</b>{demonstration && ` · ${t('demoBanner')}`}</p>
      {demonstration && <aside className="demoline" aria-label={t('demoTag')}><FlaskConical aria-hidden size={14} /><span className="grow">{t('demoBanner')}</span></aside>}
      <nav className="urgent" aria-label={t('lookup.urgent')}>
        <span>{t('lookup.urgent')}</span>
        {(['112', '114', '115'] as const).map((phone) => (
          <a key={phone} href={`tel:${phone}`} aria-label={`${phone}, ${t(`lookup.urgentCall.${phone}`)}`} title={t(`lookup.urgentCall.${phone}`)}><Phone aria-hidden className="i sm" />{phone}</a>
        ))}
      </nav>
    </>
  );
}
