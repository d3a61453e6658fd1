import { Link } from 'wouter';
import type { ChainLink } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';

interface Props { chain: ChainLink[]; hereId: string }

/** Alert → Update → Cancel as a line with times, oldest first. What is spoken of but was never received is said. */
export function Chain({ chain, hereId }: Props) {
  const { t } = useWords();
  const now = useNow(60_000);
  return (
    <ol className="chain" aria-label={t('alerts.chain')}>
      {chain.map((link) => {
        const words = link.msg_type ? t(`alerts.msgType.${link.msg_type}`) : t('unknown');
        return (
          <li key={`${link.sender} ${link.identifier} ${link.sent}`} className={`${link.msg_type ?? 'unknown'}${link.id === hereId ? ' here' : ''}`} aria-current={link.id === hereId ? 'step' : undefined}>
            <time dateTime={link.sent} className="nw">{moment(link.sent, now)}</time>
            <span>
              {link.id && link.id !== hereId ? <Link href={`/alerts/${link.id}`}>{words}</Link> : <b>{words}</b>}
              {link.id === hereId && <small> · {t('alerts.chainThis')}</small>}
              {link.id === null && <small> · {t('alerts.chainMissing')}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
