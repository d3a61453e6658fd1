import { Link } from 'wouter';
import type { AlertSummary } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { DemoTag, Tag } from '../shared/Tags';
import { headlineOf } from './headline';

interface Props { alert: AlertSummary; here: boolean; markDemo: boolean }

/** One bulletin in the list: what, who, where, until when, and what became of it. */
export function AlertCard({ alert: a, here, markDemo }: Props) {
  const words = useWords();
  const { t, loc } = words;
  const now = useNow(60_000);
  const over = !(a.state === 'current' || a.state === 'upcoming');
  return (
    <Link href={`/alerts/${a.id}`} className={`card${over ? ' over' : ''}`} aria-current={here ? 'true' : undefined}>
      <span className="row sp top">
        <b className="card-t">{headlineOf(a, words)}</b>
        {(a.level || !over) && <LevelChip level={a.level} />}
      </span>
      <span className="sm mut">{a.sender_name ?? a.sender} · {t('alerts.sentShort', { time: moment(a.sent, now) })}</span>
      <span className="row wrap sm">
        <Tag tone={a.state === 'current' ? 'strong' : 'plain'}>{t(`alerts.state.${a.state}`)}</Tag>
        {a.msg_type !== 'Alert' && <Tag tone="warn">{t(`alerts.msgType.${a.msg_type}`)}</Tag>}
        {a.status !== 'Actual' && <Tag tone="warn">{t(`alerts.status.${a.status}`)}</Tag>}
        {a.hazard_name ? <span>{loc(a.hazard_name)}</span> : <Tag tone="unknown">{t('alerts.hazardUnknown')}</Tag>}
        {a.place === 'unknown' && <Tag tone="unknown">{t('alerts.where')}: {t('unknown')}</Tag>}
        {!over && (a.expires ? <span className="mut">{t('alerts.untilShort', { time: moment(a.expires, now) })}</span> : <Tag tone="unknown">{t('alerts.expiresUnknown')}</Tag>)}
        {a.demonstration && markDemo && <DemoTag />}
      </span>
    </Link>
  );
}
