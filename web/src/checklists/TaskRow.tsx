import { Ellipsis, ListPlus, UserRound } from 'lucide-react';
import { useId, useState } from 'react';
import type { Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { clock, due, moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { NoteDialog, type Note } from './NoteDialog';
import { PersonDialog } from './PersonDialog';
import { AddPhoto, Photos } from './Photos';
import { Steps } from './Steps';
import { dialled, openSteps, overdue, settled } from './tasks';
import type { TaskActs } from './useTaskParts';

interface Props { task: Task; now: Date; busy: boolean; readOnly: boolean; acts: TaskActs; onChange: (change: TaskChange) => void }

/** One task: a big tick, what, who, until when with what is left; its steps and photos. The whole left edge is the target. */
export function TaskRow({ task, now, busy, readOnly, acts, onChange }: Props) {
  const { t, loc } = useWords();
  const [options, setOptions] = useState(false);
  const [note, setNote] = useState<Note | null>(null);
  const [naming, setNaming] = useState(false);
  const [adding, setAdding] = useState(false);
  const optionsId = useId();
  const done = settled(task);
  const title = loc(task.title);
  const late = overdue(task, now);
  // Done over open steps wants a word why: the dialog names them.
  const tick = () => (!done && openSteps(task).length > 0 ? setNote('done') : onChange({ state: done ? 'open' : 'done' }));
  const then = (act: () => void) => () => { setOptions(false); act(); };
  return (
    <li className={`task${done ? ' settled' : ''}${late ? ' late' : ''}`} data-task={task.id} data-state={task.state}>
      <label className="tick">
        <input
          type="checkbox"
          className="chk"
          data-mark={task.state}
          checked={done}
          disabled={busy || readOnly}
          onChange={tick}
          aria-label={t(done ? 'checklists.task.untick' : 'checklists.task.tick', { title })}
        />
      </label>
      <div className="grow">
        <p className="task-t">{title}</p>
        <p className="task-m">
          <Who task={task} late={late} />
          {done ? <SettledWords task={task} now={now} /> : <DueWords task={task} now={now} />}
        </p>
        {task.remark && <p className="task-r">{task.remark}</p>}
        <Steps task={task} acts={acts} readOnly={readOnly} adding={adding} onAdded={() => setAdding(false)} />
        <Photos task={task} acts={acts} />
        {options && (
          <div className="task-o" id={optionsId}>
            <button type="button" className="btn" data-act="add-step" onClick={then(() => setAdding(true))}><ListPlus aria-hidden className="i sm" />{t('checklists.task.addStep')}</button>
            <button type="button" className="btn" data-act="person" onClick={() => setNaming(true)}><UserRound aria-hidden className="i sm" />{t(task.person ? 'checklists.task.changePerson' : 'checklists.task.namePerson')}</button>
            <AddPhoto task={task} acts={acts} onPick={() => setOptions(false)} />
            <button type="button" className="btn" onClick={() => setNote('done')}>{t('checklists.task.addRemark')}</button>
            <button type="button" className="btn" onClick={() => setNote('done_earlier')}>{t('checklists.task.doneEarlier')}</button>
            <button type="button" className="btn" onClick={() => setNote('not_applicable')}>{t('checklists.task.notApplicable')}</button>
            {done && <button type="button" className="btn" onClick={then(() => onChange({ state: 'open' }))}>{t('checklists.task.reopen')}</button>}
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
      {naming && <PersonDialog task={task} onClose={() => setNaming(false)} onSave={(name, phone) => { setOptions(false); void acts.namePerson(task, name, phone); }} />}
    </li>
  );
}

/** The role, and before it the person where one is named, with a number to call; in red where it is late. */
function Who({ task, late }: { task: Task; late: boolean }) {
  const { t, loc } = useWords();
  const role = loc(task.role_name);
  if (!task.person) return <span className={late ? 'latew' : undefined} data-who="">{role}</span>;
  const { name, phone } = task.person;
  const call = phone ? dialled(phone) : null;
  return (
    <span data-who={name}>
      <b className={late ? 'latew' : undefined}>{name}</b> · {role}
      {phone && <> · {call ? <a className="tel" href={call} aria-label={t('checklists.person.call', { name, phone })}>{phone}</a> : phone}</>}
    </span>
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
