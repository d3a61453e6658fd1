// What people do. Each act names the ETag it was decided on, so nobody overwrites what they have not seen.
import { call } from './client';
import type { Activation, DemoStep, Session, Task, TaskChange } from './types';

export type ActivationAct = 'confirm' | 'decline' | 'stand-down' | 'close';

/** `stage`: of a confirmation, whether people leave at once or get ready. */
export const actOn = (activation: Activation, act: ActivationAct, remark: string, idempotencyKey: string, stage?: 'ordered' | 'prepare') =>
  call<Activation>(`/activations/${activation.id}/${act}`, {
    method: 'POST',
    body: { ...(remark.trim() !== '' && { remark: remark.trim() }), ...(act === 'confirm' && stage && { stage }) },
    ifMatch: activation.etag,
    idempotencyKey,
  });

export const changeTask = (task: Pick<Task, 'id' | 'etag'>, change: TaskChange) =>
  call<Task>(`/tasks/${task.id}`, { method: 'PATCH', body: change, ifMatch: task.etag });

export const signIn = (name: string, password: string) =>
  call<Session>('/session', { method: 'POST', body: { name, password } });

export const signOut = () => call<void>('/session', { method: 'DELETE' });

export const advanceDemo = () => call<DemoStep>('/demo/advance', { method: 'POST', body: {} });
