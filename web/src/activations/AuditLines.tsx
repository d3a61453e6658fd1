import { useAudit } from '../api/queries';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';

/** Who did what and when, newest first; folded away, because it is for the record and not for the rush. */
export function AuditLines({ subject }: { subject: string }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const audit = useAudit(subject);
  const lines = audit.data ?? [];
  return (
    <details className="sec fold" open={lines.length > 0 && lines.length <= 3}>
      <summary><h3>{t('activations.audit')} <span className="cnt">{lines.length}</span></h3></summary>
      {lines.length === 0 && <p className="sm mut">{t('activations.noAudit')}</p>}
      <ol className="log">
        {lines.map((line) => (
          <li key={line.id}><time dateTime={line.at} className="nw">{moment(line.at, now)}</time><span><b>{loc(line.actor)}</b> {loc(line.detail)}</span></li>
        ))}
      </ol>
    </details>
  );
}
