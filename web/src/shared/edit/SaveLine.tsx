import { CloudOff, Save } from 'lucide-react';
import { useWords } from '../../i18n';
import { clock } from '../format';
import { Failure } from '../Failure';
import './edit.css';
import type { Edit } from './useEdit';

/** Whether edits are saved, with the button that saves them. What is only on this device is said so, with the hour. */
export function SaveLine<T>({ edit, onSave }: { edit: Edit<T>; onSave: () => void }) {
  const { t } = useWords();
  return (
    <div className="saveline" role="status">
      {edit.error !== null && <Failure error={edit.error} saving />}
      <div className="row wrap">
        <span className={edit.dirty ? 'tag chg' : 'tag'}>{edit.dirty && <CloudOff aria-hidden size={13} />}{edit.dirty && edit.keptAt ? t(edit.found ? 'edit.found' : 'edit.kept', { time: clock(edit.keptAt) }) : t('edit.saved')}</span>
        <button type="button" className="btn pri" disabled={!edit.dirty || edit.saving} onClick={onSave} data-act="save"><Save aria-hidden className="i sm" />{t(edit.saving ? 'edit.saving' : 'edit.save')}</button>
        {edit.dirty && <button type="button" className="btn" disabled={edit.saving} onClick={() => void edit.discard()}>{t('edit.discard')}</button>}
      </div>
    </div>
  );
}
