import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useUnits } from '../api/accounts';
import { addSource, changeSource, FORMATS, type ManagedSource, type SourceFormat } from '../api/intake';
import { keys } from '../api/keys';
import { AreaPicker } from '../bulletins/AreaPicker';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { useFormErrors } from '../shared/form/useFormErrors';
import { changeOf, draftOf, faultsIn, sourceOf, type SourceDraft } from './order';

interface Props { source: ManagedSource | null; /** Codes in use. */ taken: string[]; onClose: () => void }

/** Adds a source, which is asked from then on, or changes one. */
export function SourceForm({ source, taken, onClose }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const units = useUnits().data ?? [];
  const [draft, setDraft] = useState<SourceDraft>(() => draftOf(source, units));
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('source', ['name', 'code', 'url', 'minutes', 'every_seconds', 'also_hosts', 'senders', 'covers', 'signing_key', 'user_agent', 'note']);
  const put = (key: keyof SourceDraft) => (event: { target: { value: string } }) => setDraft({ ...draft, [key]: event.target.value });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsIn(draft);
    const found: Record<string, string> = Object.fromEntries(wrong.map((field) => [field, t(`sourcing.fault.${field}`)]));
    if (!source && taken.includes(draft.code.trim())) found.code = t('sourcing.fault.taken');
    if (errors.found(found)) return;
    setBusy(true);
    try {
      await (source ? changeSource(source, changeOf(source, draft)) : addSource({ ...sourceOf(draft), enabled: true }));
      await client.invalidateQueries({ queryKey: keys.sources });
      onClose();
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={source ? t('sourcing.editTitle', { name: source.name }) : t('sourcing.add')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors.errors} />
          {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
          <Field id={errors.idOf('name')} label={t('sourcing.name')} hint={t('sourcing.nameHint')} error={errors.of('name')} value={draft.name} onChange={put('name')} autoComplete="off" />
          {!source && <Field id={errors.idOf('code')} label={t('sourcing.code')} hint={t('sourcing.codeHint')} error={errors.of('code')} value={draft.code} onChange={put('code')} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
          <Field id={errors.idOf('url')} label={t('sourcing.url')} hint={t('sourcing.urlHint')} error={errors.of('url')} value={draft.url} onChange={put('url')} inputMode="url" autoComplete="off" spellCheck={false} />
          <div className="pair-f">
            <Select id={errors.idOf('format')} label={t('sourcing.format')} hint={t('sourcing.formatHint')} value={draft.format} onChange={(event) => setDraft({ ...draft, format: event.target.value as SourceFormat })} options={FORMATS.map((value) => ({ value, name: t(`sourcing.formats.${value}`) }))} />
            <Field id={errors.idOf('minutes')} label={t('sourcing.minutes')} hint={t('sourcing.minutesHint')} error={errors.of('minutes') ?? errors.of('every_seconds')} value={draft.minutes} onChange={put('minutes')} inputMode="numeric" />
          </div>
          {!source && <label className="checkline"><input type="checkbox" className="chk small" checked={draft.vietnamese} onChange={(event) => setDraft({ ...draft, vietnamese: event.target.checked })} /><span>{t('sourcing.vietnamese')}<small>{t('sourcing.vietnameseHint')}</small></span></label>}
          <Field multiline id={errors.idOf('also_hosts')} label={`${t('sourcing.alsoHosts')} (${t('optional')})`} hint={t('sourcing.alsoHostsHint')} error={errors.of('also_hosts')} value={draft.alsoHosts} onChange={put('alsoHosts')} spellCheck={false} />
          <Field multiline id={errors.idOf('senders')} label={`${t('sourcing.senders')} (${t('optional')})`} hint={t('sourcing.sendersHint')} error={errors.of('senders')} value={draft.senders} onChange={put('senders')} spellCheck={false} />
          <AreaPicker id={errors.idOf('covers')} label={`${t('sourcing.covers')} (${t('optional')})`} hint={t('sourcing.coversHint')} error={errors.of('covers')} areas={draft.covers} onChange={(covers) => setDraft({ ...draft, covers })} />
          <Field multiline id={errors.idOf('signing_key')} label={`${t('sourcing.signingKey')} (${t('optional')})`} hint={t('sourcing.signingKeyHint')} error={errors.of('signing_key')} value={draft.signingKey} onChange={put('signingKey')} rows={4} spellCheck={false} />
          <Field id={errors.idOf('user_agent')} label={`${t('sourcing.userAgent')} (${t('optional')})`} hint={t('sourcing.userAgentHint')} error={errors.of('user_agent')} value={draft.userAgent} onChange={put('userAgent')} autoComplete="off" spellCheck={false} maxLength={200} />
          <Field multiline id={errors.idOf('note')} label={`${t('sourcing.noteVi')} (${t('optional')})`} hint={t('sourcing.noteHint')} error={errors.of('note')} value={draft.noteVi} onChange={put('noteVi')} rows={2} maxLength={2000} />
          <Field multiline label={`${t('sourcing.noteEn')} (${t('optional')})`} value={draft.noteEn} onChange={put('noteEn')} rows={2} maxLength={2000} />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn xl pri" disabled={busy} data-act="save">{t(source ? 'sourcing.saveAct' : 'sourcing.addAct')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
