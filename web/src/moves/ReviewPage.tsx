import { Printer, Timer } from 'lucide-react';
import { Link } from 'wouter';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { duration, moment, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { DemoTag, DrillTag, Tag } from '../shared/Tags';
import { useReview } from './moveQueries';
import { StateChip } from './StateChip';
import type { EventReview, ReviewedRole, ReviewedRound } from './types';

/** Looking back: how long each step took in each zone, where it stuck, who was late, whom nobody reached. */
export default function ReviewPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const review = useReview(id);
  const crumbs = [{ href: `/dot-thien-tai/${id}`, name: t('board.open') }];
  if (!review.data) return <Office title={t('board.review.title')} crumbs={crumbs}><Waiting error={review.error} retry={() => void review.refetch()} /></Office>;
  const { event, until, rounds, roles } = review.data;
  return (
    <Office
      title={t('board.review.title')} crumbs={crumbs}
      lead={<span className="row wrap"><span>{loc(event.name)}</span>{event.kind === 'drill' && <DrillTag />}{event.demonstration && <DemoTag />}<span>{event.closed_at ? t('board.closedAt', { time: moment(event.closed_at, now) }) : t('board.review.until', { time: moment(until, now) })}</span></span>}
      act={<button type="button" className="btn noprint" onClick={() => window.print()}><Printer aria-hidden className="i" />{t('board.review.print')}</button>}
    >
      {rounds.length === 0 ? <div className="emptybox">{t('board.nothing')}</div> : (
        <>
          <Slowest review={review.data} />
          <section className="block" aria-labelledby="review-zones"><h3 id="review-zones">{t('board.review.zones')}</h3><p className="hint">{t('board.review.zonesHow')}</p><Rounds rounds={rounds} bottleneck={review.data.bottleneck} /></section>
          <section className="block" aria-labelledby="review-roles"><h3 id="review-roles">{t('board.review.roles')}</h3><Roles roles={roles} /></section>
          <Unreached rounds={rounds} />
        </>
      )}
    </Office>
  );
}

function Slowest({ review: { rounds, bottleneck } }: { review: EventReview }) {
  const { t, lang } = useWords();
  const slow = rounds.find((round) => round.checklist_id === bottleneck);
  if (!slow) return null;
  const cleared = slow.review.minutes_to_stage.cleared;
  return <Banner tone="warn" icon={Timer}>{cleared === undefined ? t('board.review.neverCleared', { code: slow.zone.code, name: slow.zone.name }) : t('board.review.slowest', { code: slow.zone.code, name: slow.zone.name, span: duration(cleared * 60_000, lang) })}</Banner>;
}

function Rounds({ rounds, bottleneck }: { rounds: ReviewedRound[]; bottleneck: string | null }) {
  const { t, lang } = useWords();
  const span = (minutes: number | null | undefined) => (minutes === null || minutes === undefined ? t('board.review.not') : duration(minutes * 60_000, lang));
  const time = (key: string, heading: string, of: (round: ReviewedRound) => number | null | undefined): Column<ReviewedRound> => ({ key, heading, num: true, value: (round) => of(round) ?? null, cell: (round) => span(of(round)) });
  const columns: Column<ReviewedRound>[] = [
    { key: 'zone', heading: t('board.zone'), main: true, value: (round) => round.zone.code, cell: (round) => <><Link href={`/checklists/${round.checklist_id}`}>{round.zone.code}</Link><small>{round.zone.name}{round.round > 1 && ` · ${t('moves.zone.round', { n: round.round })}`}</small></> },
    time('decision', t('board.review.decision'), (round) => round.review.minutes_to_decision),
    time('first', t('board.review.first'), (round) => round.review.minutes_to_first_departure),
    time('half', t('board.review.half'), (round) => round.review.minutes_to_half),
    time('last', t('board.review.last'), (round) => round.review.minutes_to_last_departure),
    time('cleared', t('moves.stage.cleared'), (round) => round.review.minutes_to_stage.cleared),
    time('home', t('moves.stage.return_allowed'), (round) => round.review.minutes_to_stage.return_allowed),
    time('delay', t('board.review.delay'), (round) => round.review.median_delay_minutes),
    { key: 'households', heading: t('board.listed'), num: true, total: true, value: (round) => round.review.households },
    { key: 'unreached', heading: t('board.review.unreached'), num: true, total: true, value: (round) => round.review.never_reached.length, cell: (round) => (round.review.never_reached.length > 0 ? <Tag tone="unknown">{number(round.review.never_reached.length, lang)}</Tag> : '0') },
    { key: 'refused', heading: t('moves.state.refused'), num: true, total: true, value: (round) => round.review.refused.length },
  ];
  return <div className="boardtable"><DataTable caption={t('board.review.zones')} columns={columns} rows={rounds} rowKey={(round) => round.checklist_id} rowClass={(round) => (round.checklist_id === bottleneck ? 'slowest' : undefined)} file="nhin-lai" empty={t('board.nothing')} /></div>;
}

function Roles({ roles }: { roles: ReviewedRole[] }) {
  const { t, lang, loc } = useWords();
  const columns: Column<ReviewedRole>[] = [
    { key: 'role', heading: t('board.review.role'), main: true, value: (role) => loc(role.name) },
    { key: 'tasks', heading: t('board.review.tasks'), num: true, total: true, value: (role) => role.review.tasks },
    { key: 'late', heading: t('board.review.late'), num: true, total: true, value: (role) => role.review.late },
    { key: 'undone', heading: t('board.review.undone'), num: true, total: true, value: (role) => role.review.never_done },
    { key: 'worst', heading: t('board.review.worst'), num: true, value: (role) => role.review.worst_minutes, cell: (role) => (role.review.worst_minutes > 0 ? duration(role.review.worst_minutes * 60_000, lang) : '–') },
  ];
  return <div className="boardtable"><DataTable caption={t('board.review.roles')} columns={columns} rows={roles} rowKey={(role) => role.review.role} empty={t('board.review.noRoles')} /></div>;
}

/** Household by household, for those who go there next time. */
function Unreached({ rounds }: { rounds: ReviewedRound[] }) {
  const { t } = useWords();
  const missed = rounds.filter((round) => round.unreached.length > 0);
  return (
    <section className="block" aria-labelledby="review-missed">
      <h3 id="review-missed">{t('board.review.missed')}</h3>
      {missed.length === 0 && <p>{t('board.review.noneMissed')}</p>}
      {missed.map((round) => (
        <details key={round.checklist_id} className="missed">
          <summary><b>{round.zone.code}</b> {round.zone.name} <span className="cnt">{round.unreached.length}</span></summary>
          <ul>{round.unreached.map((each) => <li key={each.id} className="row wrap"><Link href={`/di-doi/${round.activation_id}/ho/${each.id}?vung=${round.checklist_id}`}>{each.code || each.label}</Link>{each.head && <span>{each.head}</span>}<span className="mut">{each.village}</span><StateChip state={each.state} />{each.reason && <span className="mut">“{each.reason}”</span>}</li>)}</ul>
        </details>
      ))}
    </section>
  );
}
