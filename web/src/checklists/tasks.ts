// Pure questions about tasks: how they are grouped and counted, which are overdue.
import type { Count, LateWho, Phase, Subject, Task, TaskPhoto, TaskStep } from '../api/types';

export const PHASES: Phase[] = ['before', 'during', 'after'];
/** People first, property beside them, command after. */
export const SUBJECTS: Subject[] = ['people', 'property', 'command'];

export const settled = (task: Task) => task.state !== 'open';

export function count(tasks: Task[], subject: Subject): Count {
  const of = tasks.filter((task) => task.subject === subject);
  return { total: of.length, done: of.filter(settled).length };
}

export const progressOf = (tasks: Task[]) => ({
  people: count(tasks, 'people'), property: count(tasks, 'property'), command: count(tasks, 'command'),
});

export function overdue(task: Task, now: Date): boolean {
  return !settled(task) && task.due_at !== null && Date.parse(task.due_at) < now.getTime() - 60_000;
}

export function inGroup(tasks: Task[], phase: Phase, subject: Subject): Task[] {
  return tasks.filter((task) => task.phase === phase && task.subject === subject).sort((a, b) => a.position - b.position);
}

export const openSteps = (task: Task): TaskStep[] => task.steps.filter((step) => !step.done);

/** Steps are shown unasked while some are done and some are not. */
export const underWay = (task: Task): boolean => task.steps_done > 0 && task.steps_done < task.steps_total;

/** The task with one step ticked or opened, as the screen shows it until the server has answered. */
export function withStep(task: Task, id: string, done: boolean): Task {
  const steps = task.steps.map((step) => (step.id === id ? { ...step, done } : step));
  return { ...task, steps, steps_done: steps.filter((step) => step.done).length };
}

export const shownPhotos = (task: Task): TaskPhoto[] => task.photos.filter((photo) => !photo.removed);
export const removedPhotos = (task: Task): TaskPhoto[] => task.photos.filter((photo) => photo.removed);

/** Who is late now, by role and name, whoever has most first. */
export function lateWho(tasks: Task[], now: Date): LateWho[] {
  const who = new Map<string, LateWho>();
  for (const task of tasks.filter((each) => overdue(each, now))) {
    const name = task.person?.name ?? null;
    const key = `${task.role} ${name ?? ''}`;
    const known = who.get(key) ?? { role: task.role, role_name: task.role_name, name, tasks: 0 };
    who.set(key, { ...known, tasks: known.tasks + 1 });
  }
  return [...who.values()].sort((a, b) => b.tasks - a.tasks);
}

/** What a telephone dials: digits and a plus; of several numbers the first. */
export function dialled(phone: string): string | null {
  const digits = phone.split(/[,;/]/)[0]?.replace(/[^\d+]/g, '') ?? '';
  return digits.length >= 3 ? `tel:${digits}` : null;
}
