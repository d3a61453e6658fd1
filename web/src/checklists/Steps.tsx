import { ChevronDown, ChevronRight, Plus } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import type { Task } from '../api/types';
import { useWords } from '../i18n';
import { clock } from '../shared/format';
import { underWay } from './tasks';
import type { TaskActs } from './useTaskParts';

interface Props { task: Task; acts: TaskActs; readOnly: boolean; adding: boolean; onAdded: () => void }

/** The steps of a task: how many are done, and on demand each with its tick; a new one can be added on the spot. */
export function Steps({ task, acts, readOnly, adding, onAdded }: Props) {
  const { t, loc } = useWords();
  const [asked, setAsked] = useState<boolean | null>(null);
  const listId = useId();
  const open = asked ?? (underWay(task) || adding);
  if (task.steps_total === 0 && !adding) return null;
  const title = loc(task.title);
  return (
    <div className="tsteps" data-steps={`${task.steps_done}/${task.steps_total}`}>
      {task.steps_total > 0 && (
        <button type="button" className="steps-h" aria-expanded={open} aria-controls={listId} onClick={() => setAsked(!open)} aria-label={t(open ? 'checklists.steps.hide' : 'checklists.steps.show', { done: task.steps_done, total: task.steps_total, title })}>
          {open ? <ChevronDown aria-hidden className="i sm" /> : <ChevronRight aria-hidden className="i sm" />}
          {t('checklists.steps.progress', { done: task.steps_done, total: task.steps_total })}
        </button>
      )}
      <ol id={listId} className={open ? 'steps-l' : 'steps-l printonly'}>
        {task.steps.map((step) => (
          <li key={step.id} data-step={step.id} data-done={step.done}>
            <label>
              <input type="checkbox" className="chk small" checked={step.done} disabled={readOnly} onChange={() => acts.tickStep(task, step, !step.done)} />
              <span className={step.done ? 'mut' : undefined}>{step.title}</span>
            </label>
            {step.done && step.done_at && <span className="sm mut steps-w">{clock(step.done_at)}{step.changed_by && ` · ${step.changed_by}`}</span>}
          </li>
        ))}
      </ol>
      {(adding || open) && !readOnly && <AddStep task={task} acts={acts} focus={adding} onAdded={onAdded} />}
    </div>
  );
}

function AddStep({ task, acts, focus, onAdded }: Pick<Props, 'task' | 'acts' | 'onAdded'> & { focus: boolean }) {
  const { t, loc } = useWords();
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '' || busy) return;
    setBusy(true);
    const taken = await acts.addStep(task, title.trim());
    setBusy(false);
    if (taken) {
      setTitle('');
      onAdded();
    }
  };
  return (
    <form className="steps-a noprint" onSubmit={(event) => void submit(event)}>
      <input className="inp" value={title} maxLength={200} autoFocus={focus} onChange={(event) => setTitle(event.target.value)} placeholder={t('checklists.steps.placeholder')} aria-label={t('checklists.steps.addTo', { title: loc(task.title) })} />
      <button type="submit" className="btn s" disabled={busy || title.trim() === ''}><Plus aria-hidden className="i sm" />{t('checklists.steps.add')}</button>
    </form>
  );
}
