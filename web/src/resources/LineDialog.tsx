import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import { useOwnCommunes } from '../households/communes';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { failureWords } from '../shared/Failure';
import { Field } from '../shared/Field';
import { ErrorSummary, type FieldError } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { useToast } from '../shared/Toast';
import { blank, draftOf, entryOf, faultsOf, fieldAt, FIELDS, type Draft, type FormField } from './draft';
import { addLine, changeLine, retireLine, useKinds } from './resourceQueries';
import { WORD, type Register, type Resource } from './types';

/** A line of a register, new or known, in the order of its annex. */
export function LineDialog({ register, line, onClose }: { register: Register; line?: Resource; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const units = useOwnCommunes();
  const before = line?.entry ?? blank(register);
  const [draft, setDraft] = useState<Draft>(() => draftOf(register, before));
  const [unit, setUnit] = useState('');
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const unitCode = units.length === 1 ? (units[0]?.code ?? '') : unit;
  const errorOf = (key: string) => errors.find((error) => error.id === `line-${key}`)?.words ?? null;
  const done = (text: string) => {
    void client.invalidateQueries({ queryKey: keys.resources });
    say({ tone: 'done', text });
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = faultsOf(register, draft).map(({ key, fault }) => ({ id: `line-${key}`, words: `${t(`resources.field.${key}`)}: ${t(`resources.missing.${fault}`)}` }));
    if (!line && unitCode === '') faults.unshift({ id: 'line-unit_code', words: t('resources.missing.unit') });
    setErrors(faults);
    setGeneral(null);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      const entry = entryOf(register, draft, before);
      const saved = line ? await changeLine(register, line, entry, reason.trim()) : await addLine(register, unitCode, code.trim(), entry, reason.trim());
      done(t('resources.saved', { name: saved.entry.name }));
    } catch (failure) {
      const named = failure instanceof Problem ? failure.errors.filter((error) => error.pointer !== '') : [];
      setErrors(named.map((error) => ({ id: `line-${fieldAt(error.pointer)}`, words: error.detail })));
      if (named.length === 0) setGeneral(failureWords(failure, t, true));
      setBusy(false);
    }
  };
  return (
    <Dialog title={line ? `${t('resources.edit')}: ${line.entry.name}` : `${t('resources.add')}: ${t(`resources.tabs.${register}`)}`} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors} />
          {general && <p className="ban dan" role="alert"><span className="grow">{general}</span></p>}
          <div className="resfields">
            {!line && units.length > 1 && <Select id="line-unit_code" label={t('resources.field.unit_code')} error={errorOf('unit_code')} value={unit} onChange={(event) => setUnit(event.target.value)} options={[{ value: '', name: '–' }, ...units.map((each) => ({ value: each.code, name: each.name }))]} />}
            {!line && <Field id="line-code" label={`${t('resources.field.code')} (${t('optional')})`} error={errorOf('code')} value={code} onChange={(event) => setCode(event.target.value)} />}
            {FIELDS[register].map((field) => <Input key={field.key} register={register} field={field} value={draft[field.key] ?? ''} error={errorOf(field.key)} onChange={(value) => setDraft({ ...draft, [field.key]: value })} />)}
            <div className="full"><Field id="line-reason" label={`${t('resources.field.reason')} (${t('optional')})`} value={reason} onChange={(event) => setReason(event.target.value)} /></div>
          </div>
        </div>
        <footer className="dlg-x">
          {line && !line.retired_on && <button type="button" className="btn" onClick={() => setLeaving(true)} data-act="retire">{t('resources.retire')}</button>}
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" disabled={busy} data-act="save">{t('resources.save')}</button>
        </footer>
      </form>
      {leaving && line && (
        <ConfirmSheet
          tone="dan" act={t('resources.retireAct', { name: line.entry.name })} onClose={() => setLeaving(false)} answers={[{ name: t('resources.col.unit'), value: line.unit_name }]}
          remark={{ label: t('resources.retireWhy'), needed: t('resources.retireNeeded') }}
          onAct={async (why) => { await retireLine(register, line, why); done(t('resources.retireAct', { name: line.entry.name })); }}
        />
      )}
    </Dialog>
  );
}

interface InputProps { register: Register; field: FormField; value: string; error: string | null; onChange: (value: string) => void }
function Input({ register, field, value, error, onChange }: InputProps) {
  const { t, loc } = useWords();
  const kinds = (useKinds().data ?? []).filter((kind) => kind.register === WORD[register] && (kind.offered || kind.code === value));
  const shared = { id: `line-${field.key}`, label: t(`resources.field.${field.key}`), error };
  if (field.type === 'kind') return <Select {...shared} value={value} onChange={(event) => onChange(event.target.value)} options={kinds.map((kind) => ({ value: kind.code, name: loc(kind.name) }))} />;
  if (field.type === 'choice') return <Select {...shared} value={value} onChange={(event) => onChange(event.target.value)} options={(field.choices ?? []).map((choice) => ({ value: choice, name: t(`resources.choice.${choice}`) }))} />;
  if (field.type === 'long' || field.type === 'away') return <div className="full"><Field {...shared} multiline value={value} onChange={(event) => onChange(event.target.value)} /></div>;
  return <Field {...shared} type={field.type === 'day' ? 'date' : 'text'} inputMode={field.type === 'whole' ? 'numeric' : field.type === 'decimal' ? 'decimal' : undefined} value={value} onChange={(event) => onChange(event.target.value)} />;
}
