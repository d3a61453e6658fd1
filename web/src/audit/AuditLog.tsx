import { Download } from 'lucide-react';
import { useState } from 'react';
import { useLog, type LogEntry, type LogFilter } from '../api/log';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { csv, download } from '../shared/table/csv';
import { actionWord, originWord, subjectWord } from './logWords';
import { LogFilters, NO_FILTER } from './LogFilters';
import { LogTable } from './LogTable';
import { VerificationBanner } from './VerificationBanner';

/** Who did what, when, from where and on what paper; and whether the record is still as it was written. */
export default function AuditLog() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const [filter, setFilter] = useState<LogFilter>(NO_FILTER);
  const log = useLog(filter, may('read_audit'));
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Office
      title={t('log.title')}
      lead={t('log.lead')}
      act={<SaveLog entries={entries} />}
    >
      <Gate needs="read_audit">
        <VerificationBanner onShow={(seq) => setFilter({ ...NO_FILTER, before: String(seq + 1) })} />
        <LogFilters key={filter.before} filter={filter} onChange={setFilter} />
        {!log.data && <Waiting error={log.error} retry={() => void log.refetch()} />}
        {log.data && <LogTable entries={entries} />}
        {log.hasNextPage && <p className="more-row"><button type="button" className="btn" disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t('log.older')}</button></p>}
      </Gate>
    </Office>
  );
}

function SaveLog({ entries }: { entries: LogEntry[] }) {
  const { t, lang, loc } = useWords();
  const save = () => download(`${t('log.file')}.csv`, csv([
    ['log.seq', 'log.when', 'log.who', 'log.origin', 'log.action', 'log.subject', 'log.paper', 'log.detail', 'log.hash'].map((key) => t(key as 'log.seq')),
    ...entries.map((e) => [e.seq, e.at, loc(e.actor), originWord(e.origin, t), actionWord(e.action, t), `${subjectWord(e.subject_kind, t)} ${e.subject_id}`, e.paper ?? '', loc(e.detail), e.hash]),
  ], lang));
  return <button type="button" className="btn" disabled={entries.length === 0} onClick={save} data-act="csv"><Download aria-hidden className="i" />{t('log.csv', { count: entries.length })}</button>;
}

