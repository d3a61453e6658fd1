// What was ticked and added on this device stands in the list at once, laid over the server's record until that has it.
// Pure.
import type { Checklist, Task, TaskStep } from '../api/types';
import type { Entry } from '../moves/outbox';
import { NEXT_STAGES, STAGE_NAMES } from '../moves/stages';
import { withStep } from './tasks';

/** `waits`: what of this list the server has not got yet. */
export function laidOver(list: Checklist, all: readonly Entry[]): Checklist & { waits: number } {
  const own = all.filter((entry) => entry.checklist === list.id && entry.refused === undefined);
  if (own.length === 0) return { ...list, waits: 0 };
  const tasks = list.tasks.map((task) => own.reduce((held, entry) => withEntry(held, task, entry), task));
  return { ...withStages(list, own), tasks, waits: own.filter((entry) => !entry.taken).length };
}

/** `record` is the task as the server gave it: what it answered is in it once its revision has come up to the answer's. */
function withEntry(task: Task, record: Task, { operation, taken, by }: Entry): Task {
  const { task: tick, part, happened_at: at } = operation;
  const who = by?.name ?? null;
  if (part) return 'task' in part && part.task === task.id ? withPart(task, operation, who) : task;
  if (tick?.id !== task.id || taken?.outcome === 'superseded' || taken?.outcome === 'unplaced') return task;
  const known = tick.step === undefined ? record : record.steps.find((step) => step.id === tick.step);
  if (taken && known && taken.revision <= known.revision) return task;
  if (tick.step !== undefined) {
    const ticked = withStep(task, tick.step, tick.change.state === 'done');
    return { ...ticked, steps: ticked.steps.map((step) => (step.id === tick.step ? { ...step, done_at: step.done ? at : null, changed_by: who, changed_at: at } : step)) };
  }
  const { state, remark, done_at } = tick.change;
  return { ...task, state, remark: remark ?? task.remark, done_at: state === 'open' ? null : (done_at ?? at), changed_by: who, changed_at: at };
}

function withPart(task: Task, { part, happened_at: at }: Entry['operation'], who: string | null): Task {
  if (part?.kind === 'person') return { ...task, person: part.name ? { name: part.name, phone: part.phone || null } : null };
  if (part?.kind === 'unphoto') return { ...task, photos: task.photos.map((photo) => (photo.id === part.photo ? { ...photo, removed: photo.removed ?? { at, by: who ?? '', remark: part.remark } } : photo)) };
  if (part?.kind !== 'step' || task.steps.some((step) => step.id === part.step)) return task;
  const step: TaskStep = { id: part.step, position: task.steps.length + 1, title: part.title, done: false, done_at: null, added_by: who, changed_by: null, changed_at: at, revision: 0, etag: '' };
  return { ...task, steps: [...task.steps, step], steps_total: task.steps_total + 1 };
}

/** The zone where this device last saw it, one step after the other; a step from where it no longer stands is not laid over. */
function withStages(list: Checklist, own: readonly Entry[]): Checklist {
  return own.reduce((held, { operation: { part, happened_at } }) => (
    part?.kind === 'stage' && part.from === held.stage ? { ...held, stage: part.to, stage_name: STAGE_NAMES[part.to], stage_at: happened_at, next_stages: [...NEXT_STAGES[part.to]] } : held
  ), list);
}
