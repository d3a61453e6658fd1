import { useState, type FormEvent } from 'react';
import type { Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { clock, instantOf } from '../shared/format';
import { now } from '../shared/clock';
import { openSteps } from './tasks';

export type Note = 'not_applicable' | 'done_earlier' | 'done';
interface Props { task: Task; note: Note; onClose: () => void; onSave: (change: TaskChange) => void }

/** The ways to record a task that need a word more: why it does not apply, when it was done, a remark. */
export function NoteDialog({ task, note, onClose, onSave }: Props) {
  const { t, loc } = useWords();
  const [remark, setRemark] = useState(task.remark ?? '');
  const [time, setTime] = useState(clock(now()));
  const [missing, setMissing] = useState(false);
  const left = note === 'not_applicable' ? [] : openSteps(task);
  const needsRemark = note === 'not_applicable' || left.length > 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const doneAt = note === 'done_earlier' ? instantOf(time, now()) : undefined;
    if ((needsRemark && remark.trim() === '') || doneAt === null) return setMissing(true);
    onSave({ state: note, ...(remark.trim() ? { remark: remark.trim() } : {}), ...(doneAt ? { done_at: doneAt } : {}) });
    onClose();
  };
  const title = note === 'not_applicable' ? 'notApplicableTitle' : note === 'done_earlier' ? 'doneEarlierTitle' : 'doneTitle';
  const act = note === 'not_applicable' ? 'notApplicableAct' : note === 'done_earlier' ? 'doneEarlierAct' : 'doneAct';
  return (
    <Dialog title={t(`checklists.note.${title}`)} onClose={onClose}>
      <form onSubmit={submit} className="dlg-f" noValidate>
        <div className="dlg-b">
          <p><b>{loc(task.title)}</b></p>
          {left.length > 0 && (
            <div data-left={left.length}>
              <p>{t('checklists.note.stepsLeft', { count: left.length })}</p>
              <ul className="stepsleft">{left.map((step) => <li key={step.id}>{step.title}</li>)}</ul>
            </div>
          )}
          {note === 'done_earlier' && (
            <Field
              label={t('checklists.note.doneEarlierLabel')}
              hint={t('checklists.note.doneEarlierHint')}
              error={missing && instantOf(time, now()) === null ? t('checklists.note.doneEarlierMissing') : null}
              value={time}
              onChange={(e) => setTime(e.target.value)}
              inputMode="numeric"
              autoFocus
            />
          )}
          <Field
            multiline
            label={note === 'not_applicable' ? t('checklists.note.notApplicableLabel') : left.length > 0 ? t('checklists.note.stepsLeftLabel') : `${t('checklists.note.remark')} (${t('optional')})`}
            hint={note === 'not_applicable' ? t('checklists.note.notApplicableHint') : undefined}
            error={missing && needsRemark && remark.trim() === '' ? t(note === 'not_applicable' ? 'checklists.note.notApplicableMissing' : 'checklists.note.stepsLeftMissing') : null}
            value={remark}
            onChange={(e) => setRemark(e.target.value)}
          />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl">{t(`checklists.note.${act}`)}</button>
        </footer>
      </form>
    </Dialog>
  );
}
