import { useState, type FormEvent } from 'react';
import type { ChecklistSummary } from '../api/types';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { number } from '../shared/format';
import { clean } from './say';
import { Stepper } from './Stepper';
import { useAddGroup } from './useMoveOutbox';

/** People in field huts, on a building site, visitors: counted as a group, without names. */
export function GroupDialog({ checklist, villages, onClose }: { checklist: ChecklistSummary; villages: string[]; onClose: () => void }) {
  const { t, lang } = useWords();
  const add = useAddGroup();
  const [label, setLabel] = useState('');
  const [village, setVillage] = useState(villages.length === 1 ? (villages[0] ?? '') : '');
  const [people, setPeople] = useState(1);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (clean(label) === '') return;
    add({ checklist_id: checklist.id, label: clean(label), village: clean(village), people }, t('moves.group.done', { label: clean(label), n: number(people, lang) }));
    onClose();
  };
  return (
    <Dialog title={t('moves.group.title')} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={submit}>
        <div className="dlg-b" tabIndex={0}>
          <p className="mut">{t('moves.group.lead')}</p>
          <Field label={t('moves.group.label')} hint={t('moves.group.labelHint')} error={tried && clean(label) === '' ? t('moves.group.labelMissing') : null} value={label} onChange={(event) => setLabel(event.target.value)} name="label" maxLength={200} />
          <Field label={`${t('moves.group.village')} (${t('optional')})`} value={village} onChange={(event) => setVillage(event.target.value)} list="group-villages" />
          <datalist id="group-villages">{villages.map((name) => <option key={name} value={name} />)}</datalist>
          <Stepper label={t('moves.group.people')} from="" value={{ n: people, counted: true }} onChange={({ n }) => setPeople(Math.max(1, n))} />
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" data-act="save-group">{t('moves.group.act', { n: number(people, lang) })}</button></footer>
      </form>
    </Dialog>
  );
}
