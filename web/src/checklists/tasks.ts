// Pure questions about tasks: how they are grouped and counted, which are overdue.
import type { Count, Phase, Subject, Task } from '../api/types';

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
