import { useShelters } from '../api/queries';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment, number } from '../shared/format';
import { Tag } from '../shared/Tags';
import type { Entry } from './outbox';
import type { RelocationWithReports, Report } from './types';
import { saidWords } from './words';

/** Everything that was said, the newest first; nothing is ever taken out. What waits on this device stands on top. */
export function History({ record, waiting }: { record: RelocationWithReports; waiting: Entry[] }) {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(60_000);
  const shelters = useShelters().data ?? [];
  const reports = [...record.reports].sort((a, b) => b.revision - a.revision);
  return (
    <section className="block" aria-labelledby="history-of">
      <h3 id="history-of">{t('moves.history.title')}</h3>
      {reports.length === 0 && waiting.length === 0 && <p className="mut">{t('moves.history.none')}</p>}
      <ol className="mlog">
        {waiting.map(({ operation }) => operation.relocation && (
          <li key={operation.id} className="waits"><time>{moment(operation.happened_at, now)}</time><div><p>{saidWords(operation.relocation.said, record.property, shelters, words)}</p><Tag tone="unknown">{t('moves.history.waiting')}</Tag></div></li>
        ))}
        {reports.map((report) => (
          <li key={report.id} data-report={report.outcome}>
            <time dateTime={report.happened_at}>{moment(report.happened_at, now)}</time>
            <div>
              <p>{saidWords(report.said, record.property, shelters, words)}</p>
              <p className="sm mut">{report.by}{lateWords(report, now, words)}</p>
              {(report.outcome === 'superseded' || report.outcome === 'conflict') && <Tag tone={report.outcome === 'conflict' ? 'warn' : 'plain'}>{t(`moves.history.outcome.${report.outcome}`)}</Tag>}
            </div>
          </li>
        ))}
        <li><time>{moment(record.opened_at, now)}</time><div><p className="mut">{t('moves.history.opened', { time: moment(record.opened_at, now), n: number(record.listed, lang) })}</p></div></li>
      </ol>
    </section>
  );
}

const LATE_MS = 5 * 60_000;
const CLOCK_MS = 2 * 60_000;
/** A report that came late says when it came; a device whose clock was wrong, what it showed. */
function lateWords(report: Report, now: Date, { t }: ReturnType<typeof useWords>): string {
  const [happened, received, device] = [report.happened_at, report.received_at, report.device_time].map((time) => Date.parse(time)) as [number, number, number];
  return [
    received - happened > LATE_MS && t('moves.history.received', { time: moment(report.received_at, now) }),
    Math.abs(device - happened) > CLOCK_MS && t('moves.history.deviceTime', { time: moment(report.device_time, now) }),
  ].filter(Boolean).map((words) => ` · ${words}`).join('');
}
