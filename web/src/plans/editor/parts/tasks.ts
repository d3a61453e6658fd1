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
    due_from: due ? (onset ? 'onset' : 'opening') : null, zone: task.zone ?? null, from_level: task.from_level ?? null,
    steps: task.steps?.join('\n') ?? null, person_name: task.person?.name ?? null, person_phone: task.person?.phone ?? null,
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
  const steps = text('steps').split(/\n|;/).map((step) => step.trim()).filter(Boolean);
  const [name, phone] = [text('person_name').trim(), text('person_phone').trim()];
  return {
    ...task, ...(text('zone') && { zone: text('zone') }), ...(typeof row.from_level === 'number' && { from_level: row.from_level }), ...(steps.length > 0 && { steps }),
    ...(name && { person: phone ? { name, phone } : { name } }),
  };
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
    { key: 'from_level', kind: 'integer', heading: heading('from_level'), width: 84 },
    { key: 'steps', kind: 'longtext', heading: heading('steps'), width: 240 },
    { key: 'person_name', kind: 'text', heading: heading('person_name'), width: 150 },
    { key: 'person_phone', kind: 'text', heading: heading('person_phone'), width: 120 },
    { key: 'title_en', kind: 'longtext', heading: heading('title_en'), width: 260 },
  ];
}
