import { BellRing, Check, FileText, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOwed, type OwedTask } from '../api/inspections';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useToast } from '../shared/Toast';
import { isOverdue, toRemind } from './owed';
import { useRefresh } from './refresh';
import { RemindDialog } from './RemindDialog';
import { ReportDialog } from './ReportDialog';
import { dayWords, subjectName } from './words';

type Open = 'report' | 'confirm' | 'send_back' | 'remind' | null;

/** What this person can do about something owed. The server says what they may; it decides again. */
export function OwedActs({ task }: { task: OwedTask }) {
  const { t, loc } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const refresh = useRefresh();
  const say = useToast();
  const { may, state } = task;
  const title = task.remark || loc(task.point);
  const reports = may.report && (state === 'open' || state === 'sent_back');
  const answers = may.confirm && state === 'reported';
  const reminds = may.remind && isOverdue(task);
  // Loud when its day has come by the rule; before that a reminder repeats the level that was reached.
  const due = toRemind([task]).length > 0;
  const close = () => setOpen(null);
  const answer = async (kind: 'confirm' | 'send_back', remark: string) => {
    await answerOwed(task, kind, remark);
    void refresh();
    say({ tone: 'done', text: t(`inspections.owed.done.${kind}`, { unit: task.unit_name }) });
  };
  if (!reports && !answers && !reminds) return null;
  return (
    <div className="insp-acts">
      {answers && <button type="button" className="btn pri" onClick={() => setOpen('confirm')} data-act="confirm-owed" aria-label={`${t('inspections.owed.confirm')}: ${title}`}><Check aria-hidden className="i" />{t('inspections.owed.confirm')}</button>}
      {answers && <button type="button" className="btn" onClick={() => setOpen('send_back')} data-act="send-back" aria-label={`${t('inspections.owed.sendBack')}: ${title}`}><Undo2 aria-hidden className="i" />{t('inspections.owed.sendBack')}</button>}
      {reminds && <button type="button" className={due ? 'btn pri' : 'btn'} onClick={() => setOpen('remind')} data-act="remind" aria-label={`${t('inspections.remind.open')}: ${title}`}><BellRing aria-hidden className="i" />{t('inspections.remind.open')}</button>}
      {reminds && <Link className="btn" href={`/kiem-tra/viec/${task.id}/van-ban`} data-act="letter" aria-label={`${t('inspections.letter.open')}: ${title}`}><FileText aria-hidden className="i" />{t('inspections.letter.open')}</Link>}
      {reports && <button type="button" className={due ? 'btn' : 'btn pri'} onClick={() => setOpen('report')} data-act="report" aria-label={`${t('inspections.owed.report')}: ${title}`}><Send aria-hidden className="i" />{t('inspections.owed.report')}</button>}
      {open === 'report' && <ReportDialog task={task} onClose={close} />}
      {open === 'remind' && <RemindDialog task={task} onClose={close} />}
      {(open === 'confirm' || open === 'send_back') && (
        <ConfirmSheet
          tone={open === 'confirm' ? 'pri' : 'dan'} act={t(`inspections.owed.act.${open}`, { unit: task.unit_name })} onClose={close} onAct={(remark) => answer(open, remark)}
          answers={[{ name: t('inspections.owed.what'), value: title }, { name: t('inspections.record.subject'), value: subjectName(task.subject) }, { name: t('inspections.point.due'), value: dayWords(task.due_on) }]}
          remark={open === 'confirm' ? { label: t('inspections.owed.confirmRemark') } : { label: t('inspections.owed.backWhy'), hint: t('inspections.owed.backHint'), needed: t('inspections.owed.backNeeded') }}
        />
      )}
    </div>
  );
}
