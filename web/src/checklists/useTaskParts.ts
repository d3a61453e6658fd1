// Steps, person and photos of a task: shown at once where that can be, sent, taken back when the server refuses.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { addPhoto, addStep, changeStep, namePerson, removePhoto } from '../api/acts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Checklist, Task, TaskStep } from '../api/types';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { failureWords } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { uuid7 } from '../shared/uuid';
import { scaled, takenAt } from './photo';
import { withStep } from './tasks';

/** A photo on its way; `failed` waits for somebody to send it again, under the same id. */
export interface Sending { id: string; taskId: string; name: string; takenAt: string; image: Blob; failed: string | null }

export interface TaskActs {
  tickStep: (task: Task, step: TaskStep, done: boolean) => void;
  /** Whether it was taken. */
  addStep: (task: Task, title: string) => Promise<boolean>;
  namePerson: (task: Task, name: string, phone: string) => Promise<boolean>;
  addPhotos: (task: Task, files: readonly File[]) => Promise<void>;
  sendAgain: (sending: Sending) => Promise<void>;
  removePhoto: (id: string, remark: string) => Promise<boolean>;
  sending: readonly Sending[];
}

export function useTaskParts(checklistId: string, activationId: string): TaskActs {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const say = useToast();
  const [sending, setSending] = useState<readonly Sending[]>([]);

  const put = useCallback((task: Task) => {
    client.setQueryData<Checklist>(keys.checklist(checklistId), (old) =>
      old && { ...old, tasks: old.tasks.map((each) => (each.id === task.id ? task : each)) });
  }, [client, checklistId]);
  const reread = useCallback(() => client.invalidateQueries({ queryKey: keys.checklist(checklistId) }), [client, checklistId]);

  /** Sends; the answer is shown, a refusal is said in words. Somebody who was faster is shown instead. */
  const act = useCallback(async (send: () => Promise<Task | void>): Promise<boolean> => {
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

  const send = useCallback(async (photo: Sending) => {
    setSending((all) => [...all.filter((each) => each.id !== photo.id), { ...photo, failed: null }]);
    try {
      await addPhoto({ id: photo.taskId }, photo.id, photo.takenAt, photo.image);
      await reread();
      setSending((all) => all.filter((each) => each.id !== photo.id));
    } catch (reason) {
      const failed = failureWords(reason, t, true);
      setSending((all) => all.map((each) => (each.id === photo.id ? { ...each, failed } : each)));
    }
  }, [reread, t]);

  return {
    sending,
    tickStep: (task, step, done) => {
      put(withStep(task, step.id, done));
      void act(() => changeStep(task, step, done));
    },
    addStep: (task, title) => act(() => addStep(task, uuid7(), title)),
    namePerson: (task, name, phone) => act(() => namePerson(task, name, phone)),
    removePhoto: (id, remark) => act(async () => { await removePhoto(id, remark); await reread(); }),
    sendAgain: send,
    addPhotos: async (task, files) => {
      for (const file of files) {
        const image = await scaled(file);
        if ('failure' in image) {
          say({ tone: 'fault', text: t(`checklists.photo.failure.${image.failure}`, { name: file.name }) });
        } else {
          await send({ id: uuid7(), taskId: task.id, name: file.name, takenAt: takenAt(file, now()), image, failed: null });
        }
      }
    },
  };
}
