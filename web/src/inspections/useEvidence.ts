import { useCallback, useEffect, useRef, useState } from 'react';
import { addOwedPhoto, addRecordPhoto, removeEvidence } from '../api/inspections';
import { NoAnswer } from '../api/problem';
import { scaled, takenAt } from '../checklists/photo';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { dropDraft, findDraft, keepDraft } from '../shared/edit/drafts';
import { failureWords } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { uuid7 } from '../shared/uuid';
import { useRefresh } from './refresh';

/** A photo on its way; `failed` waits for the network, or for somebody to send it again, under the same id. */
export interface Sending { id: string; point: string; name: string; takenAt: string; image: Blob; failed: string | null }
/** Of a record the point is named with each photo; of a task it is known. */
export type Owner = { record: string } | { task: string };

/** Photos as evidence: scaled down, kept on this device until the server has them, sent again by themselves. */
export function useEvidence(owner: Owner, account: string) {
  const { t } = useWords();
  const say = useToast();
  const refresh = useRefresh();
  const address = 'record' in owner ? `/inspection-records/${owner.record}/photos` : `/inspection-tasks/${owner.task}/photos`;
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const all = useRef<readonly Sending[]>([]);

  const put = useCallback((next: readonly Sending[]) => {
    all.current = next;
    setSending(next);
    if (next.length === 0) void dropDraft(address, account);
    else void keepDraft<readonly Sending[]>({ address, account, value: next, etag: '', keptAt: now().toISOString() });
  }, [account, address]);

  const send = useCallback(async (photo: Sending): Promise<boolean> => {
    put([...all.current.filter((each) => each.id !== photo.id), { ...photo, failed: null }]);
    try {
      if ('record' in owner) await addRecordPhoto(owner.record, photo.point, photo.id, photo.takenAt, photo.image);
      else await addOwedPhoto(owner.task, photo.id, photo.takenAt, photo.image);
      await refresh();
      put(all.current.filter((each) => each.id !== photo.id));
      return true;
    } catch (reason) {
      const failed = reason instanceof NoAnswer ? t('inspections.photo.kept') : failureWords(reason, t, true);
      put(all.current.map((each) => (each.id === photo.id ? { ...each, failed } : each)));
      return false;
    }
  }, [address, put, refresh, t]);

  const sendWaiting = useCallback(async () => {
    for (const photo of all.current.filter((each) => each.failed !== null)) if (!(await send(photo))) return;
  }, [send]);

  useEffect(() => {
    void findDraft<readonly Sending[]>(address, account).then((found) => {
      if (!found || all.current.length > 0) return;
      put(found.value.map((each) => ({ ...each, failed: each.failed ?? '' })));
      void sendWaiting();
    });
    const online = () => void sendWaiting();
    addEventListener('online', online);
    return () => removeEventListener('online', online);
  }, [address, account]);

  return {
    sending,
    add: async (point: string, files: readonly File[]) => {
      for (const file of files) {
        const image = await scaled(file);
        if ('failure' in image) say({ tone: 'fault', text: t(`inspections.photo.failure.${image.failure}`, { name: file.name }) });
        else await send({ id: uuid7(), point, name: file.name, takenAt: takenAt(file, now()), image, failed: null });
      }
    },
    again: (photo: Sending) => send(photo),
    drop: (id: string) => put(all.current.filter((each) => each.id !== id)),
    remove: async (id: string, remark: string) => { await removeEvidence(id, remark); await refresh(); },
  };
}
export type Evidence = ReturnType<typeof useEvidence>;
