import { Link } from 'wouter';
import { useVerification, type LogEntry } from '../api/log';
import { useWords } from '../i18n';
import { clock, date } from '../shared/format';
import { actionWord, originWord, pageOf, subjectWord } from './logWords';

/** The entries as they stand in the chain, newest first; never sorted otherwise, for their order is part of the record. */
export function LogTable({ entries }: { entries: LogEntry[] }) {
  const { t } = useWords();
  const broken = useVerification(true).data?.fault?.seq;
  if (entries.length === 0) return <div className="emptybox"><p>{t('log.none')}</p></div>;
  return (
    <div className="dt">
      <div className="dt-scroll" tabIndex={0} role="group" aria-label={t('log.title')}>
        <table role="table" className="logtable">
          <caption className="vh">{t('log.title')}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader" className="num">{t('log.seq')}</th>
              <th scope="col" role="columnheader">{t('log.when')}</th>
              <th scope="col" role="columnheader">{t('log.who')}</th>
              <th scope="col" role="columnheader">{t('log.detail')}</th>
              <th scope="col" role="columnheader">{t('log.paper')}</th>
              <th scope="col" role="columnheader">{t('log.hash')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">{entries.map((entry) => <Entry key={entry.id} entry={entry} broken={entry.seq === broken} />)}</tbody>
        </table>
      </div>
    </div>
  );
}

function Entry({ entry: e, broken }: { entry: LogEntry; broken: boolean }) {
  const { t, loc } = useWords();
  const page = pageOf(e.subject_kind, e.subject_id);
  const subject = subjectWord(e.subject_kind, t);
  return (
    <tr role="row" id={`entry-${e.seq}`} className={broken ? 'broken' : undefined}>
      <td role="cell" className="num mut" data-label={t('log.seq')}>{e.seq}</td>
      <td role="cell" className="nw" data-label={t('log.when')}><time dateTime={e.at}>{clock(e.at)} <span className="mut">{date(e.at)}</span></time></td>
      <td role="cell" data-label={t('log.who')}><b>{loc(e.actor)}</b><small className="mut">{originWord(e.origin, t)}</small></td>
      <td role="cell" className="wide" data-label={t('log.detail')}>
        {loc(e.detail)}
        <small className="mut">{actionWord(e.action, t)} · {page ? <Link href={page}>{subject}</Link> : subject}</small>
      </td>
      <td role="cell" data-label={t('log.paper')}>{e.paper}</td>
      <td role="cell" data-label={t('log.hash')}><code className="hash" title={e.hash}>{e.hash.slice(0, 10)}</code></td>
    </tr>
  );
}
