import type { ChecklistSummary } from '../api/types';
import { useWords } from '../i18n';
import { Progress } from '../shared/Progress';

/** Two bars, people and property; one bar where the server counts all tasks together. */
export function ProgressPair({ of: c }: { of: Pick<ChecklistSummary, 'progress' | 'tasks_done' | 'tasks_total'> }) {
  const { t } = useWords();
  if (!c.progress) return <Progress label={t('checklists.all')} count={{ total: c.tasks_total, done: c.tasks_done }} />;
  return (
    <span className="bars">
      <Progress label={t('checklists.subject.people')} count={c.progress.people} />
      <Progress label={t('checklists.subject.property')} count={c.progress.property} />
    </span>
  );
}
