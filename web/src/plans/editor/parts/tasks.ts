// The task list as rows of a table and back: what was typed and cannot be read is kept out of the plan, not guessed.
import type { L } from '../../../api/types';
import type { GridColumn, GridRow } from '../../../shared/grid/types';
import type { Due, PlanForm, TaskLine } from '../../types';

export function rowOf(task: TaskLine): GridRow {
  const due = task.due;
  const onset = due && 'minutes_from_onset' in due;
  return {
    phase: task.phase, subject: task.subject, role: task.role, title_vi: task.title.vi, title_en: task.title.en,
    due: due ? (onset ? due.minutes_from_onset : (due as { minutes_from_opening: number }).minutes_from_opening) : null,
    due_from: due ? (onset ? 'onset' : 'opening') : null, zone: task.zone ?? null,
  };
}

export function taskOf(row: GridRow): TaskLine {
  const text = (key: string) => (typeof row[key] === 'string' ? row[key] : '');
  const minutes = row.due;
  const due: Due | null = typeof minutes !== 'number' ? null : row.due_from === 'onset' ? { minutes_from_onset: minutes } : { minutes_from_opening: minutes };
  const task: TaskLine = {
    phase: (text('phase') || 'before') as TaskLine['phase'], subject: (text('subject') || 'people') as TaskLine['subject'], role: text('role'),
    title: { vi: text('title_vi'), en: text('title_en') || text('title_vi') }, due,
  };
  return text('zone') ? { ...task, zone: text('zone') } : task;
}

interface Names { phase: Record<TaskLine['phase'], L>; subject: Record<TaskLine['subject'], L>; from: Record<'onset' | 'opening', L>; heading: Record<string, L> }
export function taskColumns(form: PlanForm, zones: readonly string[], names: Names): GridColumn[] {
  const choices = (of: Record<string, L>) => Object.entries(of).map(([code, name]) => ({ code, name }));
  const heading = (key: string): L => names.heading[key] ?? { vi: key, en: key };
  return [
    { key: 'title_vi', kind: 'longtext', heading: heading('title'), width: 330, required: true },
    { key: 'phase', kind: 'choice', heading: heading('phase'), choices: choices(names.phase), width: 84, required: true },
    { key: 'subject', kind: 'choice', heading: heading('subject'), choices: choices(names.subject), width: 96, required: true },
    { key: 'role', kind: 'choice', heading: heading('role'), choices: form.roles.map((each) => ({ code: each.role, name: each.name })), width: 190, required: true },
    { key: 'due', kind: 'integer', heading: heading('due'), width: 84 },
    { key: 'due_from', kind: 'choice', heading: heading('due_from'), choices: choices(names.from), width: 130 },
    { key: 'zone', kind: 'choice', heading: heading('zone'), choices: zones.map((code) => ({ code, name: { vi: code, en: code } })), width: 110 },
    { key: 'title_en', kind: 'longtext', heading: heading('title_en'), width: 260 },
  ];
}
