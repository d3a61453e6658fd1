import './drills.css';
import { Printer, Siren, Timer } from 'lucide-react';
import { Link } from 'wouter';
import { Office } from '../app/Office';
import { dataAge } from '../api/queries';
import { useWords } from '../i18n';
import { useReview } from '../moves/moveQueries';
import type { EventReview } from '../moves/types';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { duration, longMoment, moment, number } from '../shared/format';
import { DemoTag, DrillTag } from '../shared/Tags';
import { Missed } from './Missed';
import { figuresOf, minutesTo, stuckAt } from './review';
import { Roles, Rounds } from './ReviewTables';

/** Looking back: whom nobody reached, where it stuck, how long each step took in each zone, who was late. For paper too. */
export default function ReviewPage({ id }: { id: string }) {
  const { t, loc, lang } = useWords();
  const now = useNow(60_000);
  const review = useReview(id);
  const crumbs = [{ href: `/dot-thien-tai/${id}`, name: t('board.open') }];
  if (!review.data) return <Office title={t('board.review.title')} crumbs={crumbs}><Waiting error={review.error} retry={() => void review.refetch()} /></Office>;
  const { event, until, rounds, roles, bottleneck } = review.data;
  const title = t(event.kind === 'drill' ? 'drills.review.title' : 'board.review.title');
  return (
    <Office
      title={title} crumbs={crumbs}
      lead={<span className="row wrap"><b>{loc(event.name)}</b>{event.kind === 'drill' && <DrillTag />}{event.demonstration && <DemoTag />}<span>{event.closed_at ? t('board.closedAt', { time: moment(event.closed_at, now) }) : t('board.review.until', { time: moment(until, now) })}</span><DataAge at={dataAge(review)} /></span>}
      tools={event.kind === 'real' && event.closed_at ? <div className="filters noprint"><Link href={`/dien-tap?dot=${event.id}`} className="btn" data-act="again"><Siren aria-hidden className="i" />{t('drills.again')}</Link></div> : undefined}
      act={rounds.length > 0 ? <button type="button" className="btn noprint" onClick={() => window.print()} data-act="print"><Printer aria-hidden className="i" />{t('drills.review.print')}</button> : undefined}
    >
      <article className="review" data-review={event.id}>
        <header className="printonly review-h">
          <h2>{title}</h2>
          <p>{loc(event.name)}{event.kind === 'drill' && <b> · {t('drill')}</b>}{event.demonstration && ` · ${t('demoTag')}`}</p>
          <p>{t('drills.review.asOf', { time: longMoment(until, lang) })}</p>
        </header>
        {rounds.length === 0 ? <div className="emptybox"><p>{t('drills.review.nothing')}</p></div> : (
          <>
            <Figures review={review.data} />
            <Stuck review={review.data} />
            <Missed rounds={rounds} kind="unreached" />
            <section className="block" aria-labelledby="review-zones"><h3 id="review-zones">{t('board.review.zones')}</h3><p className="hint">{t('board.review.zonesHow')}{event.kind === 'drill' && ` ${t('drills.review.drillClock')}`}</p><Rounds rounds={rounds} bottleneck={bottleneck} /></section>
            <section className="block" aria-labelledby="review-roles"><h3 id="review-roles">{t('board.review.roles')}</h3><Roles roles={roles} /></section>
            <Missed rounds={rounds} kind="refused" />
          </>
        )}
      </article>
    </Office>
  );
}

/** The whole in five figures; what nobody knew stands first. */
function Figures({ review: { rounds, roles } }: { review: EventReview }) {
  const { t, lang } = useWords();
  const f = figuresOf(rounds, roles);
  const of = (n: number, all: number) => t('drills.review.of', { n: number(n, lang), all: number(all, lang) });
  return (
    <dl className="bfigs review-f">
      <div className={f.unreached > 0 ? 'unknown' : ''} data-figure="unreached"><dt>{t('drills.review.unreached')}</dt><dd>{of(f.unreached, f.households)}<small>{t('drills.review.households')}</small></dd></div>
      <div><dt>{t('drills.review.refused')}</dt><dd>{of(f.refused, f.households)}<small>{t('drills.review.households')}</small></dd></div>
      <div><dt>{t('drills.review.cleared')}</dt><dd>{of(f.cleared, f.zones)}<small>{t('drills.review.zones')}</small></dd></div>
      <div><dt>{t('board.review.late')}</dt><dd>{of(f.late, f.tasks)}<small>{t('drills.review.tasks')}</small></dd></div>
      <div><dt>{t('board.review.undone')}</dt><dd>{of(f.undone, f.tasks)}<small>{t('drills.review.tasks')}</small></dd></div>
    </dl>
  );
}

/** The bottleneck in a sentence: the zone, and the stretch on which it stood. */
function Stuck({ review: { rounds, bottleneck } }: { review: EventReview }) {
  const { t, lang } = useWords();
  const slow = rounds.find((round) => round.checklist_id === bottleneck);
  if (!slow) return null;
  const cleared = minutesTo(slow.review, 'cleared');
  const stuck = stuckAt(slow.review);
  const span = (minutes: number) => duration(minutes * 60_000, lang);
  const zone = { code: slow.zone.code, name: slow.zone.name };
  return (
    <Banner tone="warn" icon={Timer}>
      <p data-bottleneck={slow.zone.code}>
        <b>{t('drills.review.bottleneck')}:</b> {cleared === null ? t('board.review.neverCleared', zone) : t('board.review.slowest', { ...zone, span: span(cleared) })}{' '}
        {stuck?.never && t('drills.review.stuckAfter', { after: t(`drills.review.point.${stuck.after}`) })}
        {stuck && !stuck.never && t('drills.review.stuckOn', { from: t(`drills.review.point.${stuck.leg.from}`), to: t(`drills.review.point.${stuck.leg.to}`), span: span(stuck.leg.minutes) })}{' '}
        <Link href={`/checklists/${slow.checklist_id}`} className="noprint">{t('drills.review.look')}</Link>
      </p>
    </Banner>
  );
}
