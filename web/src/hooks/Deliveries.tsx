import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { sendAgain, type Delivery, type Webhook } from '../api/webhooks';
import { useWords, type Words } from '../i18n';
import { useNow } from '../shared/clock';
import { Failure, Waiting } from '../shared/Failure';
import { moment } from '../shared/format';
import { DrillTag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { DataTable, type Column } from '../shared/table/DataTable';
import { useDeliveries, useHooksAnew, type DeliveryFilter } from './hookQueries';
import { kindWord } from './KindsShort';
import { DeliveryMark } from './Marks';
import { deliveryStanding, told, troubleOf } from './standing';
import { hookAt } from './where';

interface Props { filter: DeliveryFilter; hooks: Webhook[]; none: ReactNode; /** To whom, where that is not said by the page. */ named?: boolean }

/** What was sent, newest first: what became of each message, why, and the message itself where somebody asks for it. */
export function Deliveries({ filter, hooks, none, named }: Props) {
  const { t } = useWords();
  const now = useNow(10_000);
  const found = useDeliveries(filter);
  const again = useAgain();
  const hookOf = new Map(hooks.map((hook) => [hook.id, hook]));
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  // What came between two pages stands in both.
  const rows = [...new Map(found.data.pages.flatMap((page) => page.items).map((each) => [each.id, each])).values()];
  const standing = (delivery: Delivery) => deliveryStanding(delivery, hookOf.get(delivery.webhook_id)?.enabled ?? true);
  const columns: Column<Delivery>[] = [
    { key: 'what', heading: t('hooks.deliveries.what'), main: true, value: (d) => kindWord(d.kind, t), cell: (d) => <What delivery={d} /> },
    ...(named ? [{ key: 'to', heading: t('hooks.deliveries.to'), value: (d: Delivery) => hookOf.get(d.webhook_id)?.name ?? '', cell: (d: Delivery) => <Link href={hookAt(d.webhook_id)}>{hookOf.get(d.webhook_id)?.name ?? t('unknown')}</Link> }] : []),
    { key: 'when', heading: t('hooks.deliveries.when'), value: (d) => d.made_at, cell: (d) => moment(d.made_at, now) },
    { key: 'state', heading: t('hooks.deliveries.state'), value: (d) => t(`hooks.deliveries.states.${standing(d)}`), cell: (d) => <DeliveryMark standing={standing(d)} /> },
    { key: 'tries', heading: t('hooks.deliveries.tries'), value: (d) => d.attempts, cell: (d) => <>{t('hooks.deliveries.triesCount', { count: d.attempts })}{d.tried_at && <small>{t('hooks.deliveries.triedAt', { time: moment(d.tried_at, now) })}</small>}</> },
    { key: 'next', heading: t('hooks.deliveries.next'), value: (d) => d.next_at, cell: (d) => (d.next_at === null || standing(d) === 'held' ? null : new Date(d.next_at) <= now ? t('hooks.deliveries.nextNow') : moment(d.next_at, now)) },
    { key: 'answer', heading: t('hooks.deliveries.answer'), value: (d) => d.last_status ?? d.last_error, cell: (d) => <Answer delivery={d} /> },
    { key: 'acts', heading: t('hooks.acts'), fixed: true, value: () => null, cell: (d) => (d.state === 'dead' || standing(d) === 'trying') && (
      <div className="rowacts"><button type="button" className="btn s" disabled={again.busy === d.id} onClick={() => void again.ask(d)} data-act={d.state === 'dead' ? 'again' : 'now'}><RotateCw aria-hidden className="i sm" />{t(d.state === 'dead' ? 'hooks.deliveries.again' : 'hooks.deliveries.now')}<span className="vh"> {t('hooks.deliveries.seq', { seq: d.seq })}</span></button></div>
    ) },
  ];
  return (
    <div className="hooktable stack" data-deliveries={rows.length}>
      {again.error !== null && <Failure error={again.error} saving />}
      <DataTable caption={t('hooks.deliveries.title')} columns={columns} rows={rows} rowKey={(d) => d.id} file={t('hooks.deliveries.file')} empty={none} />
      {found.hasNextPage && <p className="more-row"><button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('hooks.deliveries.older')}</button></p>}
    </div>
  );
}

function useAgain() {
  const { t } = useWords();
  const say = useToast();
  const anew = useHooksAnew();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = async ({ id, seq }: Delivery) => {
    setBusy(id);
    setError(null);
    try {
      await sendAgain(id);
      say({ tone: 'done', text: t('hooks.deliveries.againAsked', { seq }) });
    } catch (reason) {
      setError(reason);
    }
    await anew();
    setBusy(null);
  };
  return { busy, error, ask };
}

function What({ delivery: d }: { delivery: Delivery }) {
  const { t } = useWords();
  const { drill, units, pretty } = told(d.body);
  return (
    <>
      <span data-delivery={d.id} data-state={d.state}>{kindWord(d.kind, t)}</span> {drill && <DrillTag />}
      <small>{t('hooks.deliveries.seq', { seq: d.seq })}{units.length > 0 && ` · ${units.slice(0, 3).join(', ')}${units.length > 3 ? '…' : ''}`}</small>
      <details className="unfold">
        <summary>{t('hooks.deliveries.body')}</summary>
        <p className="sm">{t('hooks.deliveries.bodyId', { id: d.id })}</p>
        <pre>{pretty}</pre>
      </details>
    </>
  );
}

/** What the other side answered, in plain words; the error as the machine wrote it stays to be copied. */
function Answer({ delivery: d }: { delivery: Delivery }) {
  const { t } = useWords();
  const words = answerWords(d, t);
  return (
    <>
      <span className={troubleOf(d) ? 'trouble' : words ? undefined : 'mut'}>{words ?? t('hooks.deliveries.notYet')}</span>
      {d.last_error && d.state !== 'delivered' && <details className="unfold"><summary>{t('hooks.deliveries.raw')}</summary><pre>{d.last_error}</pre></details>}
    </>
  );
}

function answerWords(d: Delivery, t: Words['t']): string | null {
  if (d.state === 'delivered') return t('hooks.deliveries.answered', { status: d.last_status ?? '2xx' });
  const trouble = troubleOf(d);
  return trouble && t(`hooks.trouble.${trouble}`, { status: d.last_status ?? '' });
}
