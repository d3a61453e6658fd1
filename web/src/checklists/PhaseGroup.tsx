import type { Phase, Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { inGroup, settled, SUBJECTS } from './tasks';
import { TaskRow } from './TaskRow';
import type { TaskActs } from './useTaskParts';

interface Props {
  phase: Phase; tasks: Task[]; now: Date; busy: string | null; readOnly: boolean; hideSettled: boolean; acts: TaskActs;
  onChange: (task: Task, change: TaskChange) => void;
}

/** One phase: people, and property beside them where there is room, then command. */
export function PhaseGroup({ phase, tasks, now, busy, readOnly, hideSettled, acts, onChange }: Props) {
  const { t } = useWords();
  const all = tasks.filter((task) => task.phase === phase);
  if (all.length === 0) return null;
  const done = all.filter(settled).length;
  return (
    <section className="phase" aria-labelledby={`phase-${phase}`}>
      <h3 id={`phase-${phase}`}>{t(`checklists.phase.${phase}`)} <small>{t('checklists.progressWords', { done, total: all.length })}</small></h3>
      <div className="subjects">
        {SUBJECTS.map((subject) => {
          const group = inGroup(tasks, phase, subject);
          const shown = hideSettled ? group.filter((task) => !settled(task)) : group;
          return group.length > 0 && (
            <div key={subject} className={`subject ${subject}`}>
              <h4>{t(`checklists.subject.${subject}`)}</h4>
              {shown.length === 0 && <p className="sm mut pad">{t('checklists.allDone')}</p>}
              <ul>
                {shown.map((task) => (
                  <TaskRow key={task.id} task={task} now={now} busy={busy === task.id} readOnly={readOnly} acts={acts} onChange={(change) => onChange(task, change)} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </section>
  );
}
