import { Link } from 'wouter';
import type { AlertSummary, Outcome } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { DemoTag, Tag } from '../shared/Tags';
import { sureness } from './capWords';
import { headlineOf } from './headline';

interface Props {
  alert: AlertSummary; here: boolean; markDemo: boolean;
  /** In the inbox a line says more: by which way it came, how sure, where, and what was decided. */
  full?: boolean;
  /** What stays in the address, such as the filter of the inbox. */
  search?: string;
}

/** One bulletin in the list: what, who, where, until when, and what became of it. */
export function AlertCard({ alert: a, here, markDemo, full = false, search = '' }: Props) {
  const words = useWords();
  const { t, loc } = words;
  const now = useNow(60_000);
  const over = !(a.state === 'current' || a.state === 'upcoming');
  const sure = full ? sureness(a, t) : null;
  const by = full && a.source_name && a.source_name !== a.sender_name ? ` · ${t('alerts.by', { name: a.source_name })}` : '';
  const chip = (a.level || !over) && <LevelChip level={a.level} origin={full} />;
  const standing = (
    <>
      <Tag tone={a.state === 'current' ? 'strong' : 'plain'}>{t(`alerts.state.${a.state}`)}</Tag>
      {a.typed && <Tag>{t(`alerts.typedAs.${a.typed}`)}</Tag>}
      {a.msg_type !== 'Alert' && <Tag tone="warn">{t(`alerts.msgType.${a.msg_type}`)}</Tag>}
      {a.status !== 'Actual' && <Tag tone="warn">{t(`alerts.status.${a.status}`)}</Tag>}
    </>
  );
  return (
    <Link href={`/ban-tin/${a.id}${search && `?${search}`}`} className={`card${over ? ' over' : ''}`} aria-current={here ? 'true' : undefined} data-alert={full ? a.id : undefined}>
      {full ? (
        <>
          <span className="row wrap sm">{chip}{standing}</span>
          <b className="card-t">{headlineOf(a, words)}</b>
        </>
      ) : <span className="row sp top"><b className="card-t">{headlineOf(a, words)}</b>{chip}</span>}
      <span className="sm mut">{a.sender_name ?? a.sender}{by} · {t('alerts.sentShort', { time: moment(a.sent, now) })}</span>
      {full && a.area_desc && <span className="sm clamp2">{a.area_desc}</span>}
      {sure && <span className="sm mut">{sure}</span>}
      <span className="row wrap sm">
        {!full && standing}
        {a.hazard_name ? <span>{loc(a.hazard_name)}</span> : <Tag tone="unknown">{t('alerts.hazardUnknown')}</Tag>}
        {a.place === 'unknown' && <Tag tone="unknown">{t('alerts.where')}: {t('unknown')}</Tag>}
        {!over && (a.expires ? <span className="mut">{t('alerts.untilShort', { time: moment(a.expires, now) })}{full && a.expires_assumed && ` (${t('alerts.assumedShort')})`}</span> : <Tag tone="unknown">{t('alerts.expiresUnknown')}</Tag>)}
        {a.demonstration && markDemo && <DemoTag />}
      </span>
      {full && <Decided of={a.decided} />}
    </Link>
  );
}

const LOUD: readonly Outcome[] = ['needs_person', 'proposed', 'triggered', 'stand_down_proposed'];
/** How many plans by what was decided of them; what waits for a person first, and in its own colour. */
function Decided({ of }: { of: AlertSummary['decided'] }) {
  const { t } = useWords();
  const said = LOUD.filter((outcome) => (of?.[outcome] ?? 0) > 0);
  if (said.length === 0) return null;
  return (
    <span className="row wrap sm">
      {said.map((outcome) => <Tag key={outcome} tone={outcome === 'needs_person' ? 'unknown' : 'warn'}>{t('alerts.plansDecided', { count: of?.[outcome] ?? 0, what: t(`alerts.outcome.${outcome}`) })}</Tag>)}
    </span>
  );
}
