import { CloudOff, Save } from 'lucide-react';
import { useWords } from '../../i18n';
import { clock } from '../../shared/format';
import type { VersionEdit } from './useVersionEdit';

/** What is saved and what is not, in a line, with the one button that saves. */
export function SaveBar({ edit, onSave }: { edit: VersionEdit; onSave: () => void }) {
  const { t } = useWords();
  const words = edit.dirty ? t('plan.save.unsaved', { count: edit.count })
    : edit.savedAt ? t('plan.save.savedAt', { time: clock(edit.savedAt) })
    : t('plan.save.nothing');
  return (
    <span className="savebar row wrap">
      <span className={edit.dirty ? 'tag chg' : 'mut sm'} role="status" title={edit.dirty ? t('plan.save.kept') : undefined}>{edit.dirty && <CloudOff aria-hidden size={13} />}{words}</span>
      {edit.dirty && <button type="button" className="btn" disabled={edit.saving} onClick={() => void edit.discard()}>{t('edit.discard')}</button>}
      <button type="button" className={edit.dirty ? 'btn pri' : 'btn'} disabled={!edit.dirty || edit.saving} onClick={onSave} data-act="save"><Save aria-hidden className="i" />{t(edit.saving ? 'edit.saving' : 'edit.save')}</button>
    </span>
  );
}
