import { lazy, Suspense, useMemo, useState } from 'react';
import type { L } from '../../../api/types';
import { useWords } from '../../../i18n';
import type { GridRow } from '../../../shared/grid/types';
import { inside } from '../../fields';
import type { PartProps } from '../PartEditor';
import { rowOf, taskColumns, taskOf } from './tasks';

const EditableGrid = lazy(() => import('../../../shared/grid/EditableGrid'));

/** What is done in a zone, who does it and by when; a line each, from which the checklist is made. */
export function TasksPart({ edit, form, zones }: PartProps) {
  const { t } = useWords();
  // A row that is half typed is kept as it was typed; the plan has what can be read of it.
  const [rows, setRows] = useState<readonly GridRow[]>(() => edit.content.tasks.map(rowOf));
  const columns = useMemo(() => {
    // Ours are said in the reader's language only: the names of the server come in both.
    const l = (words: string) => ({ vi: words, en: words });
    const { phase, subject, from, head } = { phase: ['before', 'during', 'after'], subject: ['people', 'property', 'command'], from: ['onset', 'opening'], head: ['phase', 'subject', 'title', 'role', 'due', 'due_from', 'zone', 'from_level', 'steps', 'person_name', 'person_phone', 'title_en'] } as const;
    return taskColumns(form, zones.map((zone) => zone.properties.code), {
      phase: Object.fromEntries(phase.map((key) => [key, l(t(`plan.task.phase.${key}`))])) as Record<(typeof phase)[number], L>,
      subject: Object.fromEntries(subject.map((key) => [key, l(t(`plan.task.subject.${key}`))])) as Record<(typeof subject)[number], L>,
      from: Object.fromEntries(from.map((key) => [key, l(t(`plan.task.from.${key}`))])) as Record<(typeof from)[number], L>,
      heading: Object.fromEntries(head.map((key) => [key, l(t(`plan.task.head.${key}`))])),
    });
  }, [form, zones, t]);
  const errors = edit.faults.filter((fault) => inside(fault.pointer, '/tasks')).flatMap((fault) => {
    const [, , row, key, part] = fault.pointer.split('/');
    const column = key === 'title' || !key ? 'title_vi' : key === 'person' ? `person_${part ?? 'name'}` : key;
    return row ? [{ row: Number(row), key: column, words: fault.detail }] : [];
  });
  const onChange = (next: readonly GridRow[]) => {
    setRows(next);
    edit.change('/tasks', next.filter((row) => typeof row.title_vi === 'string' && row.title_vi.trim() !== '').map(taskOf));
  };
  return (
    <>
      <p className="hint">{t('plan.task.hint')}</p>
      <Suspense fallback={<p className="mut" role="status">{t('loading')}</p>}>
        <EditableGrid label={t('plan.parts.tasks')} columns={columns} rows={rows} onChange={onChange} errors={errors} />
      </Suspense>
    </>
  );
}
