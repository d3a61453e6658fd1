import '../i18n/moves';
import './moves.css';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ChecklistSummary } from '../api/types';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { useActivationReport } from './moveQueries';
import { waitingIn } from './outbox';
import { mayReportIn } from './rights';
import { useEntries } from './useMoveOutbox';
import { StageDialog } from './StageDialog';
import { ORDERED_BY_CHAIR } from './states';
import { StageTrack } from './StageTrack';
import type { Stage } from './types';

/** On the page of a checklist: where its zone stands on the way out and back, what can follow, and its households. */
export default function ZoneMoves({ checklist: c, part }: { checklist: ChecklistSummary; /** On a phone the way to the households stands over the tasks and the stages below them. */ part?: 'households' | 'stages' }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const figures = useActivationReport(c.activation_id).data?.zones.find((zone) => zone.checklist_id === c.id)?.figures;
  const waits = waitingIn(useEntries()).some(({ checklist, operation: { part } }) => checklist === c.id && part?.kind === 'stage');
  const unknown = figures?.unknown.households ?? 0;
  const at = <p className="row wrap"><b className="stagenow">{loc(c.stage_name)}</b><span className="sm mut">{t('moves.zone.since', { time: moment(c.stage_at, now) })}{c.round > 1 && ` · ${t('moves.zone.round', { n: c.round })}`}</span></p>;
  const households = <Link href={`/di-doi/${c.activation_id}?vung=${c.id}`} className="btn xl households-link" data-act="households"><Users aria-hidden className="i" />{t('moves.zone.households')}{unknown > 0 && <Tag tone="unknown">{t('moves.zone.unknownLeft', { count: unknown })}</Tag>}</Link>;
  if (part === 'households') return <section className="sec zonemoves noprint" aria-label={t('moves.zone.households')}>{at}{households}</section>;
  return (
    <section className="sec zonemoves noprint" aria-labelledby="zone-stage" data-zone-stage={c.stage}>
      <h3 id="zone-stage">{t('moves.zone.title')}</h3>
      {at}
      <StageTrack stage={c.stage} />
      {waits && <p className="sm" data-stage-waits><Tag tone="warn">{t('moves.zone.waits')}</Tag></p>}
      {!part && households}
      <Steps checklist={c} figures={figures} />
    </section>
  );
}

function Steps({ checklist: c, figures }: { checklist: ChecklistSummary; figures: Parameters<typeof StageDialog>[0]['figures'] }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<{ to: Stage; anew: boolean } | null>(null);
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const reaches = account === null || mayReportIn(account, c.zone.commune_code);
  const right = (to: Stage) => (ORDERED_BY_CHAIR.includes(to) ? 'confirm_activation' as const : 'tick_task' as const);
  // Nobody signed in sees every step and is asked who is deciding; who is signed in sees what is theirs.
  const mine = (to: Stage) => reaches && (account === null || may(right(to)));
  const press = (to: Stage, anew = false) => (may(right(to)) ? setAsked({ to, anew }) : ask(right(to), () => setAsked({ to, anew })));
  const next = c.state === 'open' ? c.next_stages : [];
  const shown = next.filter(mine);
  const ended = c.stage === 'returned';
  const name = (to: Stage) => (to === 'ordered' && c.stage !== 'prepare' ? t('moves.zone.backTo.ordered') : to === 'clearing' && c.stage === 'cleared' ? t('moves.zone.backTo.clearing') : t(`moves.zone.to.${to}`));
  return (
    <>
      {shown.length > 0 && (
        <div className="stagebtns" role="group" aria-label={t('moves.zone.next')}>
          {shown.map((to, i) => <button key={to} type="button" className={`btn xl${to === 'ordered' ? ' dan' : i === 0 ? ' pri' : ''}`} onClick={() => press(to)} data-to={to}>{name(to)}…</button>)}
        </div>
      )}
      {shown.length < next.length && reaches && <p className="sm mut">{t('moves.zone.chairOnly')}</p>}
      {ended && <p className="sm mut">{t('moves.zone.ended')}</p>}
      {ended && mine('ordered') && <button type="button" className="btn xl dan" onClick={() => press('ordered', true)} data-act="order-again">{t('moves.zone.again')}…</button>}
      {asked && <StageDialog checklist={c} to={asked.to} anew={asked.anew} figures={figures} onClose={() => setAsked(null)} />}
    </>
  );
}
