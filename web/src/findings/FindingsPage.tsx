import '../i18n/findings';
import './findings.css';
import { Info, LogIn, Printer, Split, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { FindingSeverity } from '../api/findings';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { dayText } from '../plans/days';
import { Banner } from '../shared/Banner';
import { failureWords, Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { useToast } from '../shared/Toast';
import { addressOf, aroundOf, filtersFrom, NO_FILTERS, questionOf, type Filters } from './filters';
import { FindingDetail } from './FindingDetail';
import { FindingList } from './FindingList';
import { useFinding, useFindingCounts, useFindingPages } from './findingQueries';
import { KindFacet, Narrow, SeverityRow } from './Narrow';
import { PaperList } from './PaperList';

const HERE = 'xem';
/** A paper longer than this is read by nobody. */
const MOST_PAGES = 20;

/** Where true tables contradict each other: worst first, one of them beside the list, or by itself on a phone. */
export default function FindingsPage() {
  const { t, lang } = useWords();
  const desktop = useDesktop();
  const [, go] = useLocation();
  const [query] = useSearchParams();
  const filters = filtersFrom(query);
  const here = query.get(HERE);
  const base = `/phat-hien${addressOf(filters)}`;
  const hrefOf = (key: string) => `${base}${base.includes('?') ? '&' : '?'}${HERE}=${key}`;
  const set = (part: Partial<Filters>) => go(`/phat-hien${addressOf({ ...filters, ...part })}`, { replace: true });
  const found = useFindingPages(questionOf(filters));
  const around = useFindingCounts(aroundOf(filters)).data;
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const first = found.data?.pages[0];
  const day = first?.day ?? '';
  const paper = usePaper(found);
  const narrow = { filters, set, counts: around };
  const onlyOne = !desktop && here !== null;
  const countOf = (severity: FindingSeverity) => first?.counts.by_severity[severity] ?? 0;
  return (
    <Office
      title={t(onlyOne ? 'findings.one' : 'findings.title')}
      crumbs={onlyOne ? [{ href: base, name: t('findings.title') }] : undefined}
      lead={!onlyOne && (day && around ? t(filters.state === 'mended' ? 'findings.leadMended' : 'findings.lead', { day: dayText(day), total: number(around.total, lang), critical: number(around.by_severity.critical, lang), accepted: number(around.accepted, lang) }) : t('findings.what'))}
      act={!onlyOne && (
        <span className="fndacts noprint">
          <Link className="btn" href="/gia-dinh-tinh-huong" data-act="what-if"><Split aria-hidden className="i" />{t('whatIf.title')}</Link>
          {rows.length > 0 && <button type="button" className="btn" disabled={paper.busy} onClick={paper.print} data-act="print"><Printer aria-hidden className="i" />{t(paper.busy ? 'findings.printing' : 'findings.print')}</button>}
        </span>
      )}
      tools={!onlyOne && <><SeverityRow {...narrow} /><Narrow {...narrow} /></>}
    >
      {paper.shown && <PaperList rows={rows} day={day} filters={filters} />}
      {onlyOne ? <One key={here} id={here} day={day} /> : (
        <div className={desktop && here ? 'fnds withone' : 'fnds'}>
          {desktop && <KindFacet {...narrow} />}
          <div className="fnds-m">
            <SignInFirst />
            {!first ? <Waiting error={found.error} retry={() => void found.refetch()} />
              : rows.length === 0 ? <Nothing filters={filters} clear={() => set(NO_FILTERS)} />
              : (
                <>
                  <FindingList rows={rows} here={here} hrefOf={hrefOf} countOf={countOf} day={day} />
                  <p className="more-row">
                    <span className="mut sm" role="status">{t('findings.shown', { shown: number(rows.length, lang), total: number(first.counts.total, lang) })}</span>
                    {found.hasNextPage && <button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} data-act="more">{t('findings.more')}</button>}
                  </p>
                </>
              )}
          </div>
          {desktop && here && (
            <aside className="block fnds-p noprint" aria-label={t('findings.one')}>
              <Link className="icb fnds-x" href={base} onClick={() => focusRow(here)} aria-label={t('close')} data-act="close"><X aria-hidden className="i" /></Link>
              <One key={here} id={here} day={day} />
            </aside>
          )}
        </div>
      )}
    </Office>
  );
}

/** Closing leads back to where one was in the list. */
const focusRow = (key: string) => setTimeout(() => document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(key)}"] .fnd-l`)?.focus());

function One({ id, day }: { id: string; day: string }) {
  const { t } = useWords();
  const one = useFinding(id);
  if (one.data === null) return <p className="mut">{t('findings.gone')}</p>;
  if (!one.data) return <Waiting error={one.error} retry={() => void one.refetch()} />;
  return <FindingDetail finding={one.data} day={day || new Date().toISOString().slice(0, 10)} />;
}

function Nothing({ filters, clear }: { filters: Filters; clear: () => void }) {
  const { t } = useWords();
  const narrowed = addressOf({ ...filters, state: '' }) !== '';
  return (
    <div className="emptybox">
      <p>{t(narrowed || filters.state === 'open' || filters.state === 'accepted' ? 'findings.nothing' : filters.state === 'mended' ? 'findings.noneMended' : 'findings.none')}</p>
      {addressOf(filters) !== '' && <p><button type="button" className="btn" onClick={clear}>{t('findings.filter.clear')}</button></p>}
    </div>
  );
}

function SignInFirst() {
  const { t } = useWords();
  const { account, known } = useSignedIn();
  const ask = useAskToSignIn();
  if (!known || account) return <p className="advised sm"><Info aria-hidden size={14} />{t('findings.advice')}</p>;
  return <Banner tone="info" icon={LogIn} action={<button type="button" className="btn s" onClick={() => ask()}>{t('app.session.signIn')}</button>}>{t('findings.signIn')}</Banner>;
}

/** The list on paper is made when it is printed, by the button (then of every page) or by the browser (of what is loaded). */
function usePaper(found: ReturnType<typeof useFindingPages>) {
  const { t } = useWords();
  const say = useToast();
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setShown(true));
    const after = () => setShown(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => { removeEventListener('beforeprint', before); removeEventListener('afterprint', after); };
  }, []);
  const all = async () => {
    setBusy(true);
    let state = found;
    for (let page = 0; page < MOST_PAGES && state.hasNextPage; page += 1) state = (await state.fetchNextPage()) as typeof found;
    setBusy(false);
    if (state.error) say({ tone: 'fault', text: failureWords(state.error, t) });
    else setTimeout(() => print());
  };
  return { shown, busy, print: () => void all() };
}
