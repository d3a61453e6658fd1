import { Link } from 'wouter';
import { useWords } from '../i18n';
import type { ReviewedRole, ReviewedRound } from '../moves/types';
import { duration, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { longest, minutesTo, slowestTo, WAY_OUT, type Step } from './review';

/** Zones by steps, in minutes with bars on one scale; the slowest zone and the slowest of each step are told in words. */
export function Rounds({ rounds, bottleneck }: { rounds: ReviewedRound[]; bottleneck: string | null }) {
  const { t, lang } = useWords();
  const full = longest(rounds);
  const span = (minutes: number | null) => (minutes === null ? t('board.review.not') : duration(minutes * 60_000, lang));
  const heading: Record<Step, string> = {
    first: t('board.review.first'), half: t('board.review.half'), last: t('board.review.last'), cleared: t('drills.review.cleared'), return_allowed: t('drills.review.returnAllowed'),
  };
  const step = (key: Step): Column<ReviewedRound> => {
    const slowest = slowestTo(rounds, key);
    return {
      key, heading: heading[key], num: true, value: (round) => minutesTo(round.review, key),
      cell: (round) => <Minutes minutes={minutesTo(round.review, key)} full={full} words={span(minutesTo(round.review, key))} slowest={slowest === round.checklist_id ? t('drills.review.longest') : null} />,
    };
  };
  const plain = (key: string, name: string, of: (round: ReviewedRound) => number | null): Column<ReviewedRound> => ({ key, heading: name, num: true, value: of, cell: (round) => (of(round) === null ? '–' : span(of(round))) });
  const columns: Column<ReviewedRound>[] = [
    { key: 'zone', heading: t('board.zone'), main: true, value: (round) => round.zone.code, cell: (round) => <><Link href={`/checklists/${round.checklist_id}`}>{round.zone.code}</Link>{round.checklist_id === bottleneck && rounds.length > 1 && <> <Tag tone="warn">{t('drills.review.bottleneck')}</Tag></>}<small>{round.zone.name}{round.round > 1 && ` · ${t('moves.zone.round', { n: round.round })}`}</small></> },
    { key: 'unreached', heading: t('drills.review.unreached'), num: true, total: true, value: (round) => round.review.never_reached.length, cell: (round) => (round.review.never_reached.length > 0 ? <Tag tone="unknown">{number(round.review.never_reached.length, lang)}</Tag> : '0') },
    { key: 'households', heading: t('board.listed'), num: true, total: true, value: (round) => round.review.households },
    plain('decision', t('drills.review.decision'), (round) => round.review.minutes_to_decision),
    ...WAY_OUT.map(step),
    plain('return_allowed', heading.return_allowed, (round) => minutesTo(round.review, 'return_allowed')),
    plain('delay', t('board.review.delay'), (round) => round.review.median_delay_minutes),
    { key: 'refused', heading: t('drills.review.refused'), num: true, total: true, value: (round) => round.review.refused.length },
  ];
  return <div className="boardtable reviewtable"><DataTable caption={t('board.review.zones')} columns={columns} rows={rounds} rowKey={(round) => round.checklist_id} rowClass={(round) => (round.checklist_id === bottleneck ? 'slowest' : undefined)} file="nhin-lai" empty={t('board.nothing')} /></div>;
}

function Minutes({ minutes, full, words, slowest }: { minutes: number | null; full: number; words: string; slowest: string | null }) {
  if (minutes === null) return <span className="mins mut">{words}</span>;
  return <span className="mins"><span>{words}</span><i aria-hidden className={slowest ? 'minbar slow' : 'minbar'} style={{ width: `${Math.max(2, (100 * Math.max(0, minutes)) / full)}%` }} />{slowest && <small>{slowest}</small>}</span>;
}

/** Role by role, the one with most late or undone tasks first. */
export function Roles({ roles }: { roles: ReviewedRole[] }) {
  const { t, lang, loc } = useWords();
  const columns: Column<ReviewedRole>[] = [
    { key: 'role', heading: t('board.review.role'), main: true, value: (role) => loc(role.name) },
    { key: 'tasks', heading: t('board.review.tasks'), num: true, total: true, value: (role) => role.review.tasks },
    { key: 'late', heading: t('board.review.late'), num: true, total: true, value: (role) => role.review.late },
    { key: 'undone', heading: t('board.review.undone'), num: true, total: true, value: (role) => role.review.never_done, cell: (role) => (role.review.never_done > 0 ? <b>{number(role.review.never_done, lang)}</b> : '0') },
    { key: 'worst', heading: t('board.review.worst'), num: true, value: (role) => role.review.worst_minutes, cell: (role) => (role.review.worst_minutes > 0 ? duration(role.review.worst_minutes * 60_000, lang) : '–') },
  ];
  return <div className="boardtable reviewtable"><DataTable caption={t('board.review.roles')} columns={columns} rows={roles} rowKey={(role) => role.review.role} file="nhin-lai-vai-tro" empty={t('board.review.noRoles')} /></div>;
}
