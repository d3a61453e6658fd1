import { Link, useSearch } from 'wouter';
import type { ChainLink } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { duration, moment } from '../shared/format';

interface Props { chain: ChainLink[]; hereId: string }

/** Alert → Update → Cancel as a line of dots by time, oldest first. What was never received is hollow, and said. */
export function Chain({ chain, hereId }: Props) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const search = useSearch();
  const byTime = [...chain].sort((a, b) => Date.parse(a.sent) - Date.parse(b.sent));
  return (
    <ol className="chain" aria-label={t('alerts.chain')}>
      {byTime.map((link, i) => {
        const words = link.msg_type ? t(`alerts.msgType.${link.msg_type}`) : t('unknown');
        const before = byTime[i - 1];
        const gap = before ? Date.parse(link.sent) - Date.parse(before.sent) : 0;
        return (
          <li key={`${link.sender} ${link.identifier} ${link.sent}`} className={`${link.msg_type ?? 'unknown'}${link.id ? '' : ' unseen'}${link.id === hereId ? ' here' : ''}`} aria-current={link.id === hereId ? 'step' : undefined}>
            <time dateTime={link.sent} className="nw">{moment(link.sent, now)}</time>
            <span>
              {link.id && link.id !== hereId ? <Link href={`/ban-tin/${link.id}${search && `?${search}`}`}>{words}</Link> : <b>{words}</b>}
              {link.id === hereId && <small> · {t('alerts.chainThis')}</small>}
              {link.id === null && <small> · {t('alerts.chainMissing')}</small>}
              {gap >= 60_000 && <small className="mut"> · {t('alerts.chainAfter', { span: duration(gap, lang) })}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
