import '../i18n/intake';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { RawText } from '../alerts/RawText';
import { keys } from '../api/keys';
import { quarantinePage, retryQuarantined, type Quarantined, type Reread } from '../api/intake';
import { dataAge, useEverySource } from '../api/queries';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Failure, Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import './quarantine.css';

/** What arrived and could not be used, wholly or in part: why, the file itself, and reading it once more. */
export default function QuarantinePage() {
  const { t } = useWords();
  const [source, setSource] = useState('');
  const found = useInfiniteQuery({
    queryKey: keys.quarantine,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => quarantinePage(pageParam),
    getNextPageParam: (page) => page.next,
  });
  const all = found.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map((useEverySource().data ?? []).map((each) => [each.code, each.name]));
  const nameOf = (code: string | null) => (code ? (names.get(code) ?? code) : t('quarantine.pushed'));
  const codes = [...new Set(all.map((item) => item.source_code ?? ''))];
  const shown = all.filter((item) => source === '' || (item.source_code ?? '-') === source);
  return (
    <Office
      title={t('quarantine.title')}
      lead={<>{t('quarantine.lead')} <DataAge at={dataAge(found)} /></>}
      tools={<IntakeTabs />}
    >
      {codes.length > 1 && (
        <div className="filters">
          <Select inline label={t('quarantine.source')} value={source} onChange={(event) => setSource(event.target.value)} options={[{ value: '', name: t('filter.all') }, ...codes.map((code) => ({ value: code || '-', name: nameOf(code || null) }))]} />
        </div>
      )}
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data && all.length === 0 && <div className="emptybox"><p>{t('quarantine.none')}</p><p><Link href="/nguon-tin">{t('app.sources.look')}</Link></p></div>}
      {all.length > 0 && <ul className="qlist">{shown.map((item) => <li key={item.id}><Item item={item} source={nameOf(item.source_code)} /></li>)}</ul>}
      {found.hasNextPage && <p className="more-row"><button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} data-act="older">{t('quarantine.older')}</button></p>}
    </Office>
  );
}

function Item({ item, source }: { item: Quarantined; source: string }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const { may } = useSignedIn();
  return (
    <article className="block" data-quarantined={item.id}>
      <header className="row sp wrap top">
        <div className="grow">
          <h3>{source} · {moment(item.received_at, now)}</h3>
          <p className="sm mut addr">{[item.content_type, item.url].filter(Boolean).join(' · ') || t('quarantine.noAddress')}</p>
        </div>
        <Tag tone={item.state === 'quarantined' ? 'danger' : 'warn'}>{t(item.state === 'quarantined' ? 'quarantine.whole' : 'quarantine.part')}</Tag>
      </header>
      <div><h4>{t('quarantine.reasons')}</h4><ul className="dots">{item.reasons.map((reason) => <li key={reason.vi}>{loc(reason)}</li>)}</ul></div>
      {item.dropped_at
        ? <p className="sm" data-dropped>{t('quarantine.dropped', { time: moment(item.dropped_at, now), hash: item.sha256 })}</p>
        : <>{(may('manage_sources') || may('report_alert')) && <Retry item={item} />}<RawText path={`/quarantine/${item.id}/raw`} /></>}
    </article>
  );
}

/** Reads the kept file once more – after an update of the program or of the mapping tables – and says what came of it. */
function Retry({ item }: { item: Quarantined }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Reread | null>(null);
  const [error, setError] = useState<unknown>(null);
  const retry = async () => {
    setBusy(true);
    setError(null);
    try {
      const read = await retryQuarantined(item.id);
      setOutcome(read);
      if (read.alerts.length > 0) void client.invalidateQueries({ queryKey: keys.alerts });
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };
  return (
    <>
      {!outcome && <p className="row wrap"><button type="button" className="btn" disabled={busy} onClick={() => void retry()} data-act="retry"><RotateCcw aria-hidden className="i" />{t(busy ? 'quarantine.reading' : 'quarantine.retry')}</button><span className="hint">{t('quarantine.retryHint')}</span></p>}
      {error !== null && <Failure error={error} saving />}
      {outcome && <Outcome of={outcome} again={() => void retry()} />}
    </>
  );
}

function Outcome({ of, again }: { of: Reread; again: () => void }) {
  const { t, loc } = useWords();
  const read = of.alerts.length > 0;
  const rest = of.reasons.length > 0;
  return (
    <div role="status" data-outcome={read ? 'read' : 'refused'}>
      <Banner tone={read && !rest ? 'ok' : 'warn'} icon={read ? CircleCheck : TriangleAlert} action={!read && <button type="button" className="btn s" onClick={again}>{t('quarantine.retry')}</button>}>
        <b>{read ? t(rest ? 'quarantine.readPart' : 'quarantine.read', { count: of.alerts.length }) : t('quarantine.still')}</b>
        {rest && <ul className="dots">{of.reasons.map((reason) => <li key={reason.vi}>{loc(reason)}</li>)}</ul>}
        {read && <p>{of.alerts.slice(0, 5).map((id, i) => <Link key={id} href={`/ban-tin/${id}`} className="gap">{t('quarantine.open', { n: i + 1 })}</Link>)}</p>}
      </Banner>
    </div>
  );
}
