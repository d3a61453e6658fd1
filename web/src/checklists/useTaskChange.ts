// One change of one task: shown at once, sent with the ETag that was read, rolled back when the server refuses.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { changeTask } from '../api/acts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Checklist, Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { failureWords } from '../shared/Failure';
import { clock } from '../shared/format';
import { useToast } from '../shared/Toast';

export function useTaskChange(checklistId: string, activationId: string) {
  const words = useWords();
  const { t, loc } = words;
  const client = useQueryClient();
  const say = useToast();
  const [busy, setBusy] = useState<string | null>(null);

  const put = useCallback((task: Task) => {
    client.setQueryData<Checklist>(keys.checklist(checklistId), (old) =>
      old && { ...old, tasks: old.tasks.map((each) => (each.id === task.id ? task : each)) });
  }, [client, checklistId]);

  const change = useCallback(async (task: Task, to: TaskChange): Promise<void> => {
    setBusy(task.id);
    await client.cancelQueries({ queryKey: keys.checklist(checklistId) });
    put({ ...task, state: to.state, remark: to.remark ?? task.remark });
    try {
      const saved = await changeTask(task, to);
      put(saved);
      const back: TaskChange = {
        state: task.state,
        ...(task.remark ? { remark: task.remark } : {}),
        ...(task.state === 'done_earlier' && task.done_at ? { done_at: task.done_at } : {}),
      };
      say({ tone: 'done', text: t(`checklists.toast.${saved.state}`, { title: loc(task.title) }), undo: () => void change(saved, back) });
      void client.invalidateQueries({ queryKey: keys.activations });
      void client.invalidateQueries({ queryKey: keys.audit(activationId) });
    } catch (reason) {
      put(task);
      if (reason instanceof Problem && reason.stale) {
        say({ tone: 'fault', text: await whoChanged(task) });
      } else {
        say({ tone: 'fault', text: failureWords(reason, t, true) });
      }
    } finally {
      setBusy(null);
    }

    /** Reads the list again and says who was faster, when, and what they set. */
    async function whoChanged(mine: Task): Promise<string> {
      await client.refetchQueries({ queryKey: keys.checklist(checklistId) });
      const theirs = client.getQueryData<Checklist>(keys.checklist(checklistId))?.tasks.find((each) => each.id === mine.id);
      if (!theirs?.changed_by || !theirs.changed_at) return t('checklists.toast.staleUnknown');
      return t('checklists.toast.stale', {
        who: theirs.changed_by, time: clock(theirs.changed_at), state: t(`checklists.task.state.${theirs.state}`),
      });
    }
  }, [activationId, checklistId, client, loc, put, say, t]);

  return { change, busy };
}
