import { BellRing, CalendarClock } from 'lucide-react';
import { Link } from 'wouter';
import type { OwedTask } from '../api/inspections';
import { useWords } from '../i18n';
import { DemoTag, Tag, type Tone } from '../shared/Tags';
import { OwedActs } from './OwedActs';
import { daysBetween, isOverdue, shelfOf, type Shelf } from './owed';
import { dayWords, isTelephone, personName, subjectName, telephone, today } from './words';

export const SHELF_TONE: Record<Shelf, Tone> = { overdue: 'danger', sent_back: 'warn', reported: 'unknown', open: 'strong', confirmed: 'ok', voided: 'plain' };

/** How late, or how long still; red and a word when late. */
export function DueWords({ task }: { task: OwedTask }) {
  const { t } = useWords();
  const left = daysBetween(today(), task.due_on);
  const rest = isOverdue(task) ? t('inspections.owed.overdue', { count: task.overdue_days }) : task.state === 'open' || task.state === 'sent_back' ? (left === 0 ? t('inspections.owed.dueToday') : left > 0 ? t('inspections.owed.left', { count: left }) : '') : '';
  return <span className={isOverdue(task) ? 'latew' : undefined}>{t('inspections.owed.due', { day: dayWords(task.due_on) })}{rest && ` · ${rest}`}</span>;
}

export function PersonLine({ task }: { task: OwedTask }) {
  const { responsible } = task;
  return <>{personName(responsible)}{responsible.phone && <> · {isTelephone(responsible.phone) ? <a className="tel" href={telephone(responsible.phone)}>{responsible.phone}</a> : responsible.phone}</>}</>;
}

/** One thing that is owed: what, by whom, until when, what is proposed, and what this person can do about it. */
export function OwedCard({ task }: { task: OwedTask }) {
  const { t, loc } = useWords();
  const shelf = shelfOf(task);
  return (
    <article className={`block insp-task is-${shelf}`} data-task={task.id} data-state={task.state}>
      <div className="insp-task-b">
      <header>
        <Tag tone={SHELF_TONE[shelf]}>{t(`inspections.owed.state.${task.state}`)}</Tag>
        {task.reminders > 0 && <Tag><BellRing aria-hidden size={13} />{t('inspections.owed.reminded', { count: task.reminders, level: task.level })}</Tag>}
        {task.demonstration && <DemoTag />}
      </header>
      <h4><Link href={`/kiem-tra/viec/${task.id}`}>{task.remark || loc(task.point)}</Link></h4>
      <p className="sm mut">{task.point_code}. {loc(task.point)}</p>
      <p className="sm">{subjectName(task.subject)}{task.subject.unit_code !== task.unit_code && ` · ${t('inspections.owed.owes', { unit: task.unit_name })}`}</p>
      <p className="insp-task-m"><span><CalendarClock aria-hidden size={15} /><DueWords task={task} /></span><span><PersonLine task={task} /></span></p>
      {task.proposal && task.may.remind && <p className="insp-advice"><b>{t('inspections.owed.advice')}</b> {loc(task.proposal.words)}</p>}
      </div>
      <OwedActs task={task} />
    </article>
  );
}
