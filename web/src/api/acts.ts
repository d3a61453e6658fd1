// What people do. Each act names the ETag it was decided on, so nobody overwrites what they have not seen.
import { call } from './client';
import type { Activation, DemoStep, Session, Task, TaskChange, TaskPhoto, TaskStep } from './types';

export type ActivationAct = 'confirm' | 'decline' | 'stand-down' | 'close';

/** `stage`: of a confirmation, whether people leave at once or get ready. */
export const actOn = (activation: Activation, act: ActivationAct, remark: string, idempotencyKey: string, stage?: 'ordered' | 'prepare') =>
  call<Activation>(`/activations/${activation.id}/${act}`, {
    method: 'POST',
    body: { ...(remark.trim() !== '' && { remark: remark.trim() }), ...(act === 'confirm' && stage && { stage }) },
    ifMatch: activation.etag,
    idempotencyKey,
  });

export const changeTask = (task: Pick<Task, 'id' | 'etag'>, change: TaskChange, signal?: AbortSignal) =>
  call<Task>(`/tasks/${task.id}`, { method: 'PATCH', body: change, ifMatch: task.etag, signal });

/** A step is ticked on the ETag of its own, so that two people tick two steps without meeting. */
export const changeStep = (task: Pick<Task, 'id'>, step: Pick<TaskStep, 'id' | 'etag'>, done: boolean, signal?: AbortSignal) =>
  call<Task>(`/tasks/${task.id}/steps/${step.id}`, { method: 'PATCH', body: { state: done ? 'done' : 'open' }, ifMatch: step.etag, signal });

export const addStep = (task: Pick<Task, 'id'>, id: string, title: string, signal?: AbortSignal) =>
  call<Task>(`/tasks/${task.id}/steps`, { method: 'POST', body: { id, title }, signal });

/** Nobody where the name is empty. */
export const namePerson = (task: Pick<Task, 'id' | 'etag'>, name: string, phone: string, signal?: AbortSignal) =>
  call<Task>(`/tasks/${task.id}/person`, { method: 'PUT', body: name ? { name, ...(phone && { phone }) } : {}, ifMatch: task.etag, signal });

/** The id is made here: sent again after a lost answer it is the same photo. */
export const addPhoto = (task: Pick<Task, 'id'>, id: string, takenAt: string, image: Blob, signal?: AbortSignal) =>
  call<TaskPhoto>(`/tasks/${task.id}/photos/${id}?taken_at=${encodeURIComponent(takenAt)}`, { method: 'PUT', file: image, signal });

export const removePhoto = (id: string, remark: string, signal?: AbortSignal) =>
  call<TaskPhoto>(`/task-photos/${id}/removal`, { method: 'POST', body: { remark }, signal });

export const signIn = (name: string, password: string) =>
  call<Session>('/session', { method: 'POST', body: { name, password } });

export const signOut = () => call<void>('/session', { method: 'DELETE' });

export const advanceDemo = () => call<DemoStep>('/demo/advance', { method: 'POST', body: {} });
