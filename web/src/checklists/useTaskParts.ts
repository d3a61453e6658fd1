// Steps, person and photos of a task: kept on the device, shown at once, sent; taken back when the server refuses.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { changeStep, namePerson, removePhoto } from '../api/acts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Checklist, Task, TaskStep } from '../api/types';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { failureWords } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { uuid7 } from '../shared/uuid';
import { partOf, tickOf, waitingIn } from '../moves/outbox';
import { sendMoves } from '../moves/send';
import { useEntries } from '../moves/useMoveOutbox';
import { scaled, takenAt } from './photo';
import { useOutgoing } from './useOutgoing';

/** A photo on its way; `failed`: why it still waits. */
export interface Sending { id: string; taskId: string; name: string; failed: string | null }

export interface TaskActs {
  tickStep: (task: Task, step: TaskStep, done: boolean) => void;
  /** Whether it was taken. */
  addStep: (task: Task, title: string) => Promise<boolean>;
  namePerson: (task: Task, name: string, phone: string) => Promise<boolean>;
  addPhotos: (task: Task, files: readonly File[]) => Promise<void>;
  sendAgain: () => Promise<void>;
  removePhoto: (task: Task, id: string, remark: string) => Promise<boolean>;
  sending: readonly Sending[];
}

export function useTaskParts(checklistId: string, activationId: string): TaskActs {
  const words = useWords();
  const { t, loc } = words;
  const client = useQueryClient();
  const say = useToast();
  const { keepAndSend, tryNow } = useOutgoing(checklistId);
  const sending = waitingIn(useEntries()).flatMap(({ operation: { id, part }, checklist, reason, tried }): Sending[] =>
    (part?.kind === 'photo' && checklist === checklistId ? [{ id, taskId: part.task, name: part.name, failed: reason ?? (tried ? t('checklists.photo.waits') : null) }] : []));

  const put = useCallback((task: Task) => {
    client.setQueryData<Checklist>(keys.checklist(checklistId), (old) =>
      old && { ...old, tasks: old.tasks.map((each) => (each.id === task.id ? task : each)) });
  }, [client, checklistId]);
  const reread = useCallback(() => client.invalidateQueries({ queryKey: keys.checklist(checklistId) }), [client, checklistId]);

  /** Sends; the answer is shown, a refusal is said in words. Somebody who was faster is shown instead. */
  const act = useCallback(async (send: () => Promise<Task | null | void>): Promise<boolean> => {
    await client.cancelQueries({ queryKey: keys.checklist(checklistId) });
    try {
      const saved = await send();
      if (saved) put(saved);
      void client.invalidateQueries({ queryKey: keys.audit(activationId) });
      return true;
    } catch (reason) {
      await reread();
      say({ tone: 'fault', text: reason instanceof Problem && reason.stale ? t('checklists.toast.staleUnknown') : failureWords(reason, t, true) });
      return false;
    }
  }, [activationId, checklistId, client, put, reread, say, t]);

  return {
    sending,
    tickStep: (task, step, done) => void act(() => tryNow(tickOf(task, { state: done ? 'done' : 'open' }, step), `${loc(task.title)}: ${step.title}`, (signal) => changeStep(task, step, done, signal))),
    addStep: (task, title) => {
      keepAndSend(partOf({ kind: 'step', task: task.id, step: uuid7(), title }), `${loc(task.title)}: ${title}`);
      return Promise.resolve(true);
    },
    namePerson: (task, name, phone) => act(() => tryNow(partOf({ kind: 'person', task: task.id, name, phone, etag: task.etag }), `${loc(task.title)}: ${name}`, (signal) => namePerson(task, name, phone, signal))),
    removePhoto: (task, id, remark) => act(async () => {
      if (await tryNow(partOf({ kind: 'unphoto', task: task.id, photo: id, remark }), `${loc(task.title)}: ${t('checklists.photo.one')}`, (signal) => removePhoto(id, remark, signal))) await reread();
    }),
    sendAgain: sendMoves,
    addPhotos: async (task, files) => {
      for (const file of files) {
        const image = await scaled(file);
        if ('failure' in image) {
          say({ tone: 'fault', text: t(`checklists.photo.failure.${image.failure}`, { name: file.name }) });
        } else {
          keepAndSend(partOf({ kind: 'photo', task: task.id, taken_at: takenAt(file, now()), name: file.name, image }), `${loc(task.title)}: ${file.name}`);
        }
      }
    },
  };
}
