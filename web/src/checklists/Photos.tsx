import { Camera, RotateCcw } from 'lucide-react';
import { useRef, useState } from 'react';
import { BASE } from '../api/client';
import type { Task, TaskPhoto } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { KINDS, MOST_PHOTOS } from './photo';
import { PhotoDialog } from './PhotoDialog';
import { removedPhotos, shownPhotos } from './tasks';
import type { TaskActs } from './useTaskParts';

interface Props { task: Task; acts: TaskActs }
export const photoAddress = (photo: Pick<TaskPhoto, 'id'>) => `${BASE}/task-photos/${photo.id}`;

/** The photos of a task as small pictures, those still on their way, and in words those that were taken out. */
export function Photos({ task, acts }: Props) {
  const { t } = useWords();
  const now = useNow();
  const [shown, setShown] = useState<string | null>(null);
  const photos = shownPhotos(task);
  const removed = removedPhotos(task);
  const sending = acts.sending.filter((each) => each.taskId === task.id);
  const large = photos.find((photo) => photo.id === shown);
  if (photos.length + removed.length + sending.length === 0) return null;
  return (
    <div className="photos" data-photos={photos.length}>
      <ul>
        {photos.map((photo, i) => (
          <li key={photo.id}>
            <button type="button" className="thumb" data-photo={photo.id} onClick={() => setShown(photo.id)} aria-label={t('checklists.photo.open', { n: i + 1, total: photos.length, time: moment(photo.taken_at, now) })}>
              <img src={photoAddress(photo)} alt="" width={photo.width} height={photo.height} loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
      {sending.map((each) => (
        <p key={each.id} className="sm" role="status" data-sending={each.id}>
          {each.failed === null ? t('checklists.photo.sending', { name: each.name }) : `${t('checklists.photo.notSent', { name: each.name })} ${each.failed} `}
          {each.failed !== null && <button type="button" className="btn s" onClick={() => void acts.sendAgain()}><RotateCcw aria-hidden className="i sm" />{t('checklists.photo.again')}</button>}
        </p>
      ))}
      {removed.map((photo) => photo.removed && (
        <p key={photo.id} className="sm mut" data-removed={photo.id}>{t('checklists.photo.removed', { time: moment(photo.removed.at, now), who: photo.removed.by, remark: photo.removed.remark })}</p>
      ))}
      {large && <PhotoDialog photo={large} task={task} onClose={() => setShown(null)} onRemove={(id, remark) => acts.removePhoto(task, id, remark)} />}
    </div>
  );
}

/** Takes photos with the camera or from the gallery; not shown where a task has all it may have. */
export function AddPhoto({ task, acts, onPick }: Props & { onPick: () => void }) {
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const room = MOST_PHOTOS - shownPhotos(task).length;
  if (room <= 0) return <p className="sm mut">{t('checklists.photo.full', { most: MOST_PHOTOS })}</p>;
  return (
    <>
      <button type="button" className="btn" data-act="add-photo" onClick={() => picker.current?.click()}><Camera aria-hidden className="i sm" />{t('checklists.photo.add')}</button>
      <input
        ref={picker}
        type="file"
        accept={KINDS}
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])].slice(0, room);
          event.target.value = '';
          if (files.length === 0) return;
          void acts.addPhotos(task, files);
          onPick();
        }}
      />
    </>
  );
}
