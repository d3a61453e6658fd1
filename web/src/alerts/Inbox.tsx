import { useInfiniteQuery } from '@tanstack/react-query';
import { Eye, PenLine } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import { call } from '../api/client';
import { keys } from '../api/keys';
import { dataAge, useEverySource, useMeta } from '../api/queries';
import type { AlertSummary, Page } from '../api/types';
import { useWords } from '../i18n';
import { hazards } from '../i18n/vi/hazards';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { AlertCard } from './AlertCard';
import { callOf, readFilter, SHOWS, withFilter, type Filter } from './filter';
import '../styles/forms.css';
import './inbox.css';

/** Every bulletin that came, as the filter wants it: what, from whom, how sure, where, and what became of it. */
export default function Inbox({ hereId }: { hereId?: string }) {
  const { t } = useWords();
  const [at, go] = useLocation();
  const search = useSearch();
  const filter = readFilter(search);
  const found = useInbox(filter);
  const markDemo = !(useMeta().data?.demonstration ?? false);
  const alerts = found.data?.pages.flatMap((page) => page.items) ?? [];
  const set = (next: Partial<Filter>) => go(`${at}${withFilter(search, { ...filter, ...next })}`, { replace: true });
  return (
    <section className="inbox" aria-label={t('alerts.inbox')} data-shown={found.data ? alerts.length : undefined}>
      <header>
        <h2>{t('alerts.inbox')}<span className="grow" /><DataAge at={dataAge(found)} /></h2>
        <p className="inbox-acts">
          <Link href="/nhap-ban-tin" className="btn s"><PenLine aria-hidden className="i sm" />{t('alerts.typeIn')}</Link>
          <Link href="/bao-dau-hieu" className="btn s"><Eye aria-hidden className="i sm" />{t('alerts.tellSign')}</Link>
        </p>
        <Filters filter={filter} onChange={set} />
      </header>
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data && alerts.length === 0 && !found.hasNextPage && <Nothing filter={filter} onChange={set} />}
      {alerts.map((alert) => <AlertCard key={alert.id} alert={alert} here={alert.id === hereId} markDemo={markDemo} search={search} full />)}
      {found.hasNextPage && (
        <p className="pad"><button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} data-act="older">{t('alerts.older')}</button></p>
      )}
    </section>
  );
}

const useInbox = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: keys.inbox(callOf(filter, null)),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => call<Page<AlertSummary>>(callOf(filter, pageParam)),
    getNextPageParam: (page) => page.next,
  });

function Filters({ filter, onChange }: { filter: Filter; onChange: (next: Partial<Filter>) => void }) {
  const { t } = useWords();
  const sources = useEverySource().data ?? [];
  const all = { value: '', name: t('alerts.filter.all') };
  const names = Object.keys(hazards) as (keyof typeof hazards)[];
  return (
    <div className="inbox-f">
      <div className="seg3" role="group" aria-label={t('alerts.filter.label')}>
        {SHOWS.map((show) => (
          <button key={show} type="button" aria-pressed={filter.show === show} onClick={() => onChange({ show })} data-show={show}>{t(`alerts.filter.${show}`)}</button>
        ))}
      </div>
      <div className="two-f">
        <Select inline label={t('alerts.source')} value={filter.source} onChange={(event) => onChange({ source: event.target.value })} options={[all, ...sources.map((source) => ({ value: source.code, name: source.name }))]} />
        <Select inline label={t('alerts.what')} value={filter.hazard} onChange={(event) => onChange({ hazard: event.target.value })} options={[all, ...names.map((value) => ({ value, name: t(`hazards.${value}`) }))]} />
      </div>
    </div>
  );
}

/** An empty list is never good news by itself: it says what it means, and the way to see more. */
function Nothing({ filter, onChange }: { filter: Filter; onChange: (next: Partial<Filter>) => void }) {
  const { t } = useWords();
  const narrowed = filter.source !== '' || filter.hazard !== '';
  return (
    <div className="sec stack">
      <p>{t(narrowed ? 'alerts.filter.nothing' : filter.show === 'person' ? 'alerts.filter.noPerson' : filter.show === 'active' ? 'alerts.emptyCurrent' : 'alerts.empty')}</p>
      {filter.show !== 'person' && <p className="mut sm">{t('alerts.filter.notSafe')}</p>}
      {(narrowed || filter.show !== 'all') && <p><button type="button" className="btn" onClick={() => onChange({ show: 'all', source: '', hazard: '' })} data-act="show-all">{t('alerts.filter.showAll')}</button></p>}
    </div>
  );
}
