import { Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useShelters } from '../api/queries';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment, number } from '../shared/format';
import { Tag } from '../shared/Tags';
import type { Entry } from './outbox';
import { mayReportIn } from './rights';
import { mayTakeBack, speakerName, takenBackBy } from './takeBack';
import { TakeBackSheet, type Slip } from './TakeBackSheet';
import type { RelocationWithReports, Report, Said, Standing } from './types';
import { saidWords } from './words';

interface Props {
  record: RelocationWithReports;
  waiting: Entry[];
  /** The reports that were taken back, those included whose taking back still waits on this device. */
  gone: ReadonlySet<string>;
  /** Where the household stands without a report. */
  without: (slip: string) => Standing;
  onTakeBack: ((slip: string) => void) | null;
}

/** Everything that was said, the newest first; nothing is ever taken out. What waits on this device stands on top. */
export function History({ record, waiting, gone, without, onTakeBack }: Props) {
  const words = useWords();
  const { t, lang, loc } = words;
  const now = useNow(60_000);
  const shelters = useShelters().data ?? [];
  const { account, may } = useSignedIn();
  const [slip, setSlip] = useState<Slip | null>(null);
  const reports = [...record.reports].sort((a, b) => b.revision - a.revision);
  const takenBack = takenBackBy(record.reports);
  const speaker = account && speakerName(account);
  const decides = account !== null && may('confirm_activation') && mayReportIn(account, record.commune_code);
  const ownEntry = ({ by }: Entry) => by === undefined || by.id === account?.id;
  /** What a report says; of one that takes back, what it takes back. */
  const wordsOf = (said: Said) => {
    const back = record.reports.find((report) => report.id === said.takes_back) ?? null;
    const waits = waiting.find((entry) => entry.operation.id === said.takes_back)?.operation;
    const slipSaid = back?.said ?? waits?.relocation?.said;
    const at = back?.happened_at ?? waits?.happened_at;
    return slipSaid && at ? t('moves.takeBack.said', { time: moment(at, now), what: saidWords(slipSaid, record.property, shelters, words) }) : saidWords(said, record.property, shelters, words);
  };
  const button = (id: string, said: Said, at: string) => onTakeBack && (
    <button type="button" className="btn s takeback" onClick={() => setSlip({ id, words: wordsOf(said), at })} data-act="take-back"><Undo2 aria-hidden className="i sm" />{t('moves.takeBack.open')}…</button>
  );
  return (
    <section className="block" aria-labelledby="history-of">
      <h3 id="history-of">{t('moves.history.title')}</h3>
      {reports.length === 0 && waiting.length === 0 && <p className="mut">{t('moves.history.none')}</p>}
      <ol className="mlog">
        {waiting.map((entry) => {
          const { id, happened_at, relocation } = entry.operation;
          return relocation && (
            <li key={id} className="waits" data-waits={relocation.said.takes_back ? 'takes-back' : 'said'}>
              <time dateTime={happened_at}>{moment(happened_at, now)}</time>
              <div>
                <p><Struck when={gone.has(id)}>{wordsOf(relocation.said)}</Struck></p>
                <Tag tone="unknown">{t('moves.history.waiting')}</Tag>
                {gone.has(id) && <Tag>{t('moves.takeBack.tag')}</Tag>}
                {!gone.has(id) && !relocation.said.takes_back && ownEntry(entry) && button(id, relocation.said, happened_at)}
              </div>
            </li>
          );
        })}
        {reports.map((report) => (
          <li key={report.id} data-report={report.outcome} data-taken-back={gone.has(report.id) || undefined}>
            <time dateTime={report.happened_at}>{moment(report.happened_at, now)}</time>
            <div>
              <p><Struck when={gone.has(report.id)}>{wordsOf(report.said)}</Struck></p>
              <p className="sm mut">{report.by}{lateWords(report, now, words)}</p>
              {gone.has(report.id) ? <TakenBack by={takenBack.get(report.id)} now={now} />
                : (report.outcome === 'superseded' || report.outcome === 'conflict' || report.outcome === 'not_permitted') && <Tag tone={report.outcome === 'superseded' ? 'plain' : 'warn'}>{t(`moves.history.outcome.${report.outcome}`)}</Tag>}
              {report.outcome === 'not_permitted' && <p className="sm">{loc(report.reason)}</p>}
              {mayTakeBack(report, speaker, gone, now, decides) && button(report.id, report.said, report.happened_at)}
            </div>
          </li>
        ))}
        <li><time>{moment(record.opened_at, now)}</time><div><p className="mut">{t('moves.history.opened', { time: moment(record.opened_at, now), n: number(record.listed, lang) })}</p></div></li>
      </ol>
      {slip && onTakeBack && <TakeBackSheet record={record} slip={slip} after={without(slip.id)} onTakeBack={() => onTakeBack(slip.id)} onClose={() => setSlip(null)} />}
    </section>
  );
}

/** A slip can still be read, and does not count. */
function Struck({ when, children }: { when: boolean; children: ReactNode }) {
  return when ? <s>{children}</s> : children;
}

/** Who took it back; not yet known by the server where that still waits on this device. */
function TakenBack({ by, now }: { by: Report | undefined; now: Date }) {
  const { t } = useWords();
  return <Tag tone={by ? 'plain' : 'unknown'}>{by ? t('moves.takeBack.by', { who: by.by, time: moment(by.happened_at, now) }) : t('moves.takeBack.waits')}</Tag>;
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
