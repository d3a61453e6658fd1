// One change of one task: shown at once, kept, sent with the ETag that was read, rolled back when the server refuses; without
// a network it waits on the device.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { changeTask } from '../api/acts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Checklist, Task, TaskChange } from '../api/types';
import { useWords } from '../i18n';
import { failureWords } from '../shared/Failure';
import { tickOf } from '../moves/outbox';
import { clock } from '../shared/format';
import { useToast } from '../shared/Toast';
import { useOutgoing } from './useOutgoing';

export function useTaskChange(checklistId: string, activationId: string) {
  const words = useWords();
  const { t, loc } = words;
  const client = useQueryClient();
  const say = useToast();
  const { tryNow } = useOutgoing(checklistId);
  const [busy, setBusy] = useState<string | null>(null);

  const put = useCallback((task: Task) => {
    client.setQueryData<Checklist>(keys.checklist(checklistId), (old) =>
      old && { ...old, tasks: old.tasks.map((each) => (each.id === task.id ? task : each)) });
  }, [client, checklistId]);

  const change = useCallback(async (task: Task, to: TaskChange): Promise<void> => {
    setBusy(task.id);
    await client.cancelQueries({ queryKey: keys.checklist(checklistId) });
    try {
      const saved = await tryNow(tickOf(task, to), loc(task.title), async (signal) => {
        const answer = await changeTask(task, to, signal);
        put(answer);
        return answer;
      });
      const back: TaskChange = {
        state: task.state,
        ...(task.remark ? { remark: task.remark } : {}),
        ...(task.state === 'done_earlier' && task.done_at ? { done_at: task.done_at } : {}),
      };
      const words = t(`checklists.toast.${to.state}`, { title: loc(task.title) });
      say({ tone: 'done', text: saved ? words : `${words} ${t('checklists.toast.waits')}`, undo: () => void change(saved ?? { ...task, state: to.state }, back) });
      if (saved) void client.invalidateQueries({ queryKey: keys.activations });
      if (saved) void client.invalidateQueries({ queryKey: keys.audit(activationId) });
    } catch (reason) {
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
  }, [activationId, checklistId, client, loc, put, say, t, tryNow]);

  return { change, busy };
}
