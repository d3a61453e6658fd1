import { FileText } from 'lucide-react';
import { Link } from 'wouter';
import { useInspectionRecord, useOwedTask, type OwedStep } from '../api/inspections';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Row } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { longMoment } from '../shared/format';
import { DemoTag, Tag } from '../shared/Tags';
import { EvidenceRow } from './Evidence';
import { OwedActs } from './OwedActs';
import { DueWords, PersonLine, SHELF_TONE } from './OwedCard';
import { isOverdue, shelfOf } from './owed';
import { useEvidence } from './useEvidence';
import { subjectName } from './words';

/** One thing that is owed, with its evidence and everything that happened to it. */
export default function OwedPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const { account } = useSignedIn();
  const found = useOwedTask(id);
  const task = found.data;
  const record = useInspectionRecord(task?.record_id ?? '', task !== undefined).data;
  const evidence = useEvidence({ task: id }, account?.id ?? '');
  const crumbs = [{ href: '/kiem-tra', name: t('inspections.title') }, { href: '/kiem-tra/viec', name: t('inspections.owed.title') }];
  if (!task) return <Office title={t('inspections.owed.one')} crumbs={crumbs}><Waiting error={found.error} retry={() => void found.refetch()} /></Office>;
  const title = task.remark || loc(task.point);
  // A right to remind is told only while something is late; who inspects is told by the record.
  const inspects = record?.may.inspect ?? false;
  const then = (record?.photos ?? []).filter((photo) => photo.task_id === null && photo.point_code === task.point_code);
  const now = task.photos.filter((photo) => photo.task_id === id);
  const adds = task.may.report && (task.state === 'open' || task.state === 'sent_back' || task.state === 'reported');
  return (
    <Office
      title={title} crumbs={crumbs} width="text"
      lead={<span className="insp-lead"><Tag tone={SHELF_TONE[shelfOf(task)]}>{t(`inspections.owed.state.${task.state}`)}</Tag>{isOverdue(task) && <Tag tone="danger">{t('inspections.owed.overdue', { count: task.overdue_days })}</Tag>}{task.demonstration && <DemoTag />}</span>}
    >
      <section className="block" data-task={task.id} data-state={task.state}>
        <dl className="cya">
          <Row name={t('inspections.owed.point')}>{task.point_code}. {loc(task.point)}</Row>
          <Row name={t('inspections.record.subject')}>{subjectName(task.subject)}<small><Link href={`/kiem-tra/bien-ban/${task.record_id}`}>{t('inspections.owed.toRecord')}</Link></small></Row>
          <Row name={t('inspections.owed.owesName')}>{task.unit_name}</Row>
          <Row name={t('inspections.point.who')}><PersonLine task={task} /></Row>
          <Row name={t('inspections.point.due')}><DueWords task={task} /></Row>
          <Row name={t('inspections.campaign.one')}><Link href={`/kiem-tra/dot/${task.inspection_id}`}>{task.inspection_name}</Link><small>{task.ordered_by_name}</small></Row>
          <Row name={t('inspections.remind.before')}>{task.reminders === 0 ? t('inspections.remind.never') : t('inspections.owed.reminded', { count: task.reminders, level: task.level })}</Row>
        </dl>
        {task.proposal && task.may.remind && <p className="insp-advice"><b>{t('inspections.owed.advice')}</b> {loc(task.proposal.words)}</p>}
        <OwedActs task={task} />
        {inspects && !isOverdue(task) && task.state !== 'confirmed' && task.state !== 'voided' && <p className="hint">{t(task.state === 'reported' ? 'inspections.remind.reported' : 'inspections.remind.notLate')}</p>}
      </section>
      <section className="block" aria-labelledby="evidence">
        <h3 id="evidence">{t('inspections.owed.evidence')}</h3>
        {then.length > 0 && <><h4>{t('inspections.owed.photosThen')}</h4><EvidenceRow title={title} point={task.point_code} photos={then} evidence={null} /></>}
        <h4>{t('inspections.owed.photosNow')}</h4>
        {now.length === 0 && evidence.sending.length === 0 && <p className="mut">{t('inspections.owed.photosNone')}</p>}
        <EvidenceRow title={title} point="" photos={now} evidence={adds ? evidence : null} />
      </section>
      <section className="block" aria-labelledby="history">
        <h3 id="history">{t('inspections.owed.history')}</h3>
        {task.steps.length === 0 && <p className="mut">{t('inspections.owed.historyNone')}</p>}
        <ol className="insp-steps">{task.steps.slice().reverse().map((step) => <Step key={step.id} step={step} />)}</ol>
      </section>
      {task.level > 0 && !isOverdue(task) && inspects && <p><Link className="btn" href={`/kiem-tra/viec/${task.id}/van-ban`}><FileText aria-hidden className="i" />{t('inspections.letter.open')}</Link></p>}
    </Office>
  );
}

function Step({ step }: { step: OwedStep }) {
  const { t, lang } = useWords();
  const { reminder } = step;
  return (
    <li data-step={step.kind}>
      <b>{t(`inspections.step.${step.kind}`)}</b> <span className="mut sm">{longMoment(step.at, lang)} · {step.by}</span>
      {reminder && <p className="sm">{t('inspections.step.reminder', { level: reminder.level, name: reminder.name, channel: t(`inspections.channel.${reminder.channel}`) })}{reminder.number && ` · ${t('inspections.step.number', { number: reminder.number })}`}</p>}
      {step.remark && <p className="pre">{step.remark}</p>}
    </li>
  );
}
