import { Ellipsis } from 'lucide-react';
import { useId, useState } from 'react';
import type { Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { clock, due, moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { NoteDialog, type Note } from './NoteDialog';
import { overdue, settled } from './tasks';

interface Props { task: Task; now: Date; busy: boolean; readOnly: boolean; onChange: (change: TaskChange) => void }

/** One task: a big tick, what, who, until when with what is left. The whole left edge is the target. */
export function TaskRow({ task, now, busy, readOnly, onChange }: Props) {
  const { t, loc } = useWords();
  const [options, setOptions] = useState(false);
  const [note, setNote] = useState<Note | null>(null);
  const optionsId = useId();
  const done = settled(task);
  const title = loc(task.title);
  const late = overdue(task, now);
  return (
    <li className={`task${done ? ' settled' : ''}${late ? ' late' : ''}`} data-task={task.id} data-state={task.state}>
      <label className="tick">
        <input
          type="checkbox"
          className="chk"
          data-mark={task.state}
          checked={done}
          disabled={busy || readOnly}
          onChange={() => onChange({ state: done ? 'open' : 'done' })}
          aria-label={t(done ? 'checklists.task.untick' : 'checklists.task.tick', { title })}
        />
      </label>
      <div className="grow">
        <p className="task-t">{title}</p>
        <p className="task-m">
          <span>{loc(task.role_name)}</span>
          {done ? <SettledWords task={task} now={now} /> : <DueWords task={task} now={now} />}
        </p>
        {task.remark && <p className="task-r">{task.remark}</p>}
        {options && (
          <div className="task-o" id={optionsId}>
            <button type="button" className="btn" onClick={() => setNote('done')}>{t('checklists.task.addRemark')}</button>
            <button type="button" className="btn" onClick={() => setNote('done_earlier')}>{t('checklists.task.doneEarlier')}</button>
            <button type="button" className="btn" onClick={() => setNote('not_applicable')}>{t('checklists.task.notApplicable')}</button>
            {done && <button type="button" className="btn" onClick={() => { setOptions(false); onChange({ state: 'open' }); }}>{t('checklists.task.reopen')}</button>}
          </div>
        )}
      </div>
      {!readOnly && (
        <button
          type="button"
          className="icb more"
          aria-expanded={options}
          aria-controls={options ? optionsId : undefined}
          aria-label={t('checklists.task.options', { title })}
          onClick={() => setOptions(!options)}
        >
          <Ellipsis aria-hidden className="i" />
        </button>
      )}
      {note && <NoteDialog task={task} note={note} onClose={() => setNote(null)} onSave={(change) => { setOptions(false); onChange(change); }} />}
    </li>
  );
}

function DueWords({ task, now }: { task: Task; now: Date }) {
  const { t, lang } = useWords();
  if (!task.due_at) return <span className="mut2">{t('checklists.task.noDue')}</span>;
  const left = due(task.due_at, now, lang);
  return <span className={left.late ? 'latew' : 'nw'}>{left.words} <span className="mut2">({clock(task.due_at)})</span></span>;
}

/** How a settled task was settled: in which way, when, by whom. */
function SettledWords({ task, now }: { task: Task; now: Date }) {
  const { t } = useWords();
  const at = task.done_at ?? task.changed_at;
  return (
    <span>
      <Tag tone={task.state === 'not_applicable' ? 'plain' : 'ok'}>{t(`checklists.task.state.${task.state}`)}</Tag>
      {at && ` ${moment(at, now)}`}{task.changed_by && ` · ${task.changed_by}`}
    </span>
  );
}
