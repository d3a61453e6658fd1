import '../i18n/moves';
import './moves.css';
import { CloudOff, FilePlus2, FileText, FileWarning, LayoutDashboard, TrendingUp, Users } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { BASE } from '../api/client';
import type { Activation } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { householdsPeople } from '../shared/format';
import { dayText } from '../plans/days';
import { useActivationReport } from './moveQueries';
import { PaperDialog } from './PaperDialog';
import { waitingIn } from './outbox';
import { mayReportIn } from './rights';
import { Tag } from '../shared/Tags';
import { useEntries } from './useMoveOutbox';
import { standsWords } from './StageDialog';
import { dataAge } from '../api/queries';
import { WidenDialog } from './WidenDialog';

/** On the page of a response that runs: how the move stands, the ways to its households, its papers, making it wider. */
export default function ActivationMoves({ activation: a }: { activation: Activation }) {
  const { t, lang } = useWords();
  const report = useActivationReport(a.id);
  const { account, may } = useSignedIn();
  const [widening, setWidening] = useState(false);
  const total = report.data?.total;
  const decides = account !== null && may('confirm_activation') && mayReportIn(account, a.plan.commune_code);
  const running = a.status === 'active' || a.status === 'stood_down';
  return (
    <>
      <section className="sec stack noprint" aria-labelledby="moves-of">
        <p className="row sp"><b id="moves-of">{t('board.moveTitle')}</b><DataAge at={dataAge(report)} /></p>
        {total && <p className="sm">{standsWords(total, t, lang)}</p>}
        {total && total.unknown.households > 0 && <p><span className="tag unk">{t('moves.head.unknown')}: {householdsPeople(total.unknown.households, total.unknown.people, lang)}</span></p>}
        <Link href={`/di-doi/${a.id}`} className="btn xl pri" data-act="households"><Users aria-hidden className="i" />{t('moves.open')}</Link>
        <div className="row wrap">
          {a.event && <Link href={`/dot-thien-tai/${a.event.id}`} className="btn" data-act="board"><LayoutDashboard aria-hidden className="i" />{t('board.open')}</Link>}
          {decides && running && <button type="button" className="btn" onClick={() => setWidening(true)} data-act="widen"><TrendingUp aria-hidden className="i" />{t('begin.widen.open')}…</button>}
        </div>
        {widening && <WidenDialog activation={a} onClose={() => setWidening(false)} />}
      </section>
      <Papers activation={a} mayAdd={decides && a.status !== 'closed'} />
    </>
  );
}

/** Acting first and numbering the paper later is allowed; until there is one, it is said. */
function Papers({ activation: a, mayAdd }: { activation: Activation; mayAdd: boolean }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const [adding, setAdding] = useState(false);
  const waiting = waitingIn(useEntries()).flatMap(({ operation: { id, part } }) => (part?.kind === 'paper' && part.activation === a.id ? [{ id, ...part }] : []));
  const add = mayAdd && <button type="button" className="btn" onClick={() => setAdding(true)} data-act="add-paper"><FilePlus2 aria-hidden className="i" />{t('begin.paper.add')}…</button>;
  return (
    <section className="sec stack noprint" aria-labelledby="papers-of" data-papers={a.papers.length}>
      <h3 id="papers-of">{t('begin.paper.title')}</h3>
      {a.papers.length + waiting.length === 0 && <Banner tone="warn" icon={FileWarning}><b>{t('begin.paper.later')}</b><br />{t('begin.paper.laterHow')}</Banner>}
      <ul className="papers">
        {a.papers.map((paper) => (
          <li key={paper.id} className="row wrap"><FileText aria-hidden className="i" /><b>{paper.number}</b><span className="mut">{t('begin.paper.dated', { day: dayText(paper.dated) })}</span>{paper.file_name && <a href={`${BASE}/papers/${paper.id}/file`} download={paper.file_name}>{paper.file_name}</a>}</li>
        ))}
        {waiting.map((paper) => <li key={paper.id} className="row wrap" data-waits="paper"><CloudOff aria-hidden className="i" /><b>{paper.number}</b><span className="mut">{t('begin.paper.dated', { day: dayText(paper.dated) })}</span><Tag tone="warn">{t('begin.paper.waits')}</Tag></li>)}
      </ul>
      {add}
      {adding && <PaperDialog activation={a} today={now} onClose={() => setAdding(false)} />}
    </section>
  );
}
