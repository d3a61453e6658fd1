import { useState, type FormEvent } from 'react';
import type { Task } from '../api/types';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';

interface Props { task: Task; onClose: () => void; onSave: (name: string, phone: string) => void }

/** Names a person for a task beside its role, or nobody any more. */
export function PersonDialog({ task, onClose, onSave }: Props) {
  const { t, loc } = useWords();
  const [name, setName] = useState(task.person?.name ?? '');
  const [phone, setPhone] = useState(task.person?.phone ?? '');
  const [missing, setMissing] = useState(false);
  const save = (who: string, number: string) => {
    onSave(who, number);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setMissing(true);
    save(name.trim(), phone.trim());
  };
  return (
    <Dialog title={t('checklists.person.title')} onClose={onClose}>
      <form onSubmit={submit} className="dlg-f" noValidate>
        <div className="dlg-b">
          <p><b>{loc(task.title)}</b> <span className="mut">({loc(task.role_name)})</span></p>
          <Field label={t('checklists.person.name')} error={missing ? t('checklists.person.nameMissing') : null} value={name} maxLength={100} name="name" onChange={(e) => setName(e.target.value)} autoComplete="off" autoFocus />
          <Field label={`${t('checklists.person.phone')} (${t('optional')})`} hint={t('checklists.person.phoneHint')} value={phone} maxLength={60} name="phone" inputMode="tel" autoComplete="off" onChange={(e) => setPhone(e.target.value)} />
        </div>
        <footer className="dlg-x">
          {task.person && <button type="button" className="btn" data-act="nobody" onClick={() => save('', '')}>{t('checklists.person.nobody')}</button>}
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" data-act="name-person">{t('checklists.person.act')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
