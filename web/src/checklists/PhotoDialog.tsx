import { useState, type FormEvent } from 'react';
import type { Task, TaskPhoto } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { moment } from '../shared/format';
import { photoAddress } from './Photos';

interface Props { photo: TaskPhoto; task: Task; onClose: () => void; onRemove: (id: string, remark: string) => Promise<boolean> }

/** A photo as large as there is room, when and by whom; taking it out needs a reason, and leaves a line behind. */
export function PhotoDialog({ photo, task, onClose, onRemove }: Props) {
  const { t, loc } = useWords();
  const { may } = useSignedIn();
  const now = useNow();
  const [removing, setRemoving] = useState(false);
  const [remark, setRemark] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (remark.trim() === '') return setMissing(true);
    if (await onRemove(photo.id, remark.trim())) onClose();
  };
  return (
    <Dialog title={loc(task.title)} onClose={onClose} wide>
      <form onSubmit={(event) => void submit(event)} className="dlg-f" noValidate>
        <div className="dlg-b">
          <img className="photo-l" src={photoAddress(photo)} alt={t('checklists.photo.alt', { title: loc(task.title), time: moment(photo.taken_at, now) })} width={photo.width} height={photo.height} />
          <p className="sm">{t('checklists.photo.taken', { time: moment(photo.taken_at, now) })} · {t('checklists.photo.received', { time: moment(photo.received_at, now) })} · {photo.added_by}</p>
          {removing && <Field multiline label={t('checklists.photo.removeWhy')} hint={t('checklists.photo.removeHint')} error={missing ? t('checklists.photo.removeMissing') : null} value={remark} name="remark" onChange={(e) => setRemark(e.target.value)} autoFocus />}
        </div>
        <footer className="dlg-x">
          {may('tick_task') && !removing && <button type="button" className="btn" data-act="remove-photo" onClick={() => setRemoving(true)}>{t('checklists.photo.remove')}</button>}
          {removing && <button type="submit" className="btn danger" data-act="remove-photo-now">{t('checklists.photo.removeAct')}</button>}
          <button type="button" className="btn" onClick={onClose}>{t('close')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
