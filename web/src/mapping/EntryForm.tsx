import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { putCode, putWords } from '../api/intake';
import { keys } from '../api/keys';
import { useWords } from '../i18n';
import { hazards } from '../i18n/vi/hazards';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { useFormErrors } from '../shared/form/useFormErrors';
import { ASK, type Row } from './entries';
import { groupName, hazardName, type What } from './MappingPage';

const LANGUAGES = ['vi', 'en', 'fr', 'zh', 'ja', 'ko', 'th', 'lo', 'km', 'id', 'ms', 'fil', 'my', 'es', 'pt', 'de', 'it'];

/** A new entry, or another meaning for one that is there. A shipped one stays underneath and comes back when ours goes. */
export function EntryForm({ what, row, onClose }: { what: What; row: Row | null; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const [group, setGroup] = useState(row?.group ?? (what === 'words' ? 'vi' : ''));
  const [text, setText] = useState(row?.text ?? '');
  const [hazard, setHazard] = useState(row ? (row.hazard ?? ASK) : '');
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('entry', ['language', 'words', 'list', 'code', 'hazard']);
  const [groupField, textField] = what === 'words' ? (['language', 'words'] as const) : (['list', 'code'] as const);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found({ [groupField]: !group.trim() && t('mapping.fault.group'), [textField]: !text.trim() && t('mapping.fault.text'), hazard: !hazard && t('mapping.fault.hazard') })) return;
    setBusy(true);
    const meant = hazard === ASK ? null : hazard;
    const said = text.trim().normalize('NFC');
    try {
      await (what === 'words' ? putWords({ language: group, words: said, hazard: meant }) : putCode({ list: group.trim(), code: said, hazard: meant }));
      await client.invalidateQueries({ queryKey: what === 'words' ? keys.hazardWords : keys.hazardCodes });
      onClose();
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
    }
  };
  const names = Object.keys(hazards) as (keyof typeof hazards)[];
  return (
    <Dialog title={row ? t('mapping.changeTitle', { text: row.text }) : t(`mapping.add.${what}`)} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors.errors} />
          {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
          {row?.shipped && <p className="hint">{t('mapping.shippedHint')}</p>}
          {what === 'words'
            ? <Select id={errors.idOf('language')} label={t('mapping.group.words')} error={errors.of('language')} disabled={row !== null} value={group} onChange={(event) => setGroup(event.target.value)} options={[...new Set([...LANGUAGES, group])].map((value) => ({ value, name: groupName('words', value, words) }))} />
            : <Field id={errors.idOf('list')} label={t('mapping.group.codes')} hint={t('mapping.listHint')} error={errors.of('list')} disabled={row !== null} value={group} onChange={(event) => setGroup(event.target.value)} spellCheck={false} />}
          <Field id={errors.idOf(textField)} label={t(`mapping.text.${what}`)} hint={t(`mapping.textHint.${what}`)} error={errors.of(textField)} disabled={row !== null} value={text} onChange={(event) => setText(event.target.value)} maxLength={200} spellCheck={false} />
          <Select id={errors.idOf('hazard')} label={t('mapping.takenFor')} hint={t('mapping.askHint')} error={errors.of('hazard')} value={hazard} onChange={(event) => setHazard(event.target.value)} options={[{ value: '', name: t('mapping.choose') }, { value: ASK, name: t('mapping.ask') }, ...names.map((value) => ({ value, name: hazardName(value, words) }))]} />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn xl pri" disabled={busy} data-act="save">{t(row ? 'mapping.changeAct' : 'mapping.addAct')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
