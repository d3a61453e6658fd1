import type { Alert } from '../api/types';
import { BASE } from '../api/client';
import { useWords } from '../i18n';

/** The bulletin in its sender's words, every language it came in, and the file itself. */
export function Original({ alert }: { alert: Alert }) {
  const { t } = useWords();
  return (
    <details className="sec fold" open>
      <summary><h3>{t('alerts.original')}</h3></summary>
      {alert.infos.map((info, i) => (
        <div key={i} lang={info.language ?? undefined} className="orig">
          <h4>{info.headline ?? info.event}</h4>
          {info.description && <p className="pre">{info.description}</p>}
          {info.instruction && <p className="pre"><b lang="">{t('alerts.instruction')}:</b> {info.instruction}</p>}
          <p className="sm mut">{[info.urgency, info.severity, info.certainty].filter(Boolean).join(' · ')}</p>
        </div>
      ))}
      <p className="sm mut">
        <a href={`${BASE}/alerts/${alert.id}/raw`} target="_blank" rel="noreferrer">{t('alerts.raw')}</a>
        {' · '}{t(alert.signed ? 'alerts.signedUnverified' : 'alerts.unsigned')}<br />{alert.identifier}
      </p>
    </details>
  );
}
