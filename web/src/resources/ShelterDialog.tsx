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
import { fieldAt, type FieldKey } from './draft';
import { addShelter, changeShelter, retireLine } from './resourceQueries';
import { ANSWERED, shelterDraft, shelterFaults, shelterLine } from './shelterDraft';
import { ANSWERS, SHELTER_KINDS, type Answer, type Shelter } from './types';

/** A shelter, new or known, in the order of Phụ lục 4. */
export function ShelterDialog({ shelter, onClose }: { shelter?: Shelter; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const communes = useOwnCommunes();
  const [draft, setDraft] = useState(() => shelterDraft(shelter));
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const commune = shelter?.commune_code ?? (communes.length === 1 ? (communes[0]?.code ?? '') : chosen);
  const errorOf = (key: string) => errors.find((error) => error.id === `shelter-${key}`)?.words ?? null;
  const done = (text: string) => {
    for (const key of [keys.resources, keys.shelters]) void client.invalidateQueries({ queryKey: key });
    say({ tone: 'done', text });
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = shelterFaults(draft).map(({ key, fault }) => ({ id: `shelter-${key}`, words: `${t(`resources.field.${key}`)}: ${t(`resources.missing.${fault}`)}` }));
    if (commune === '') faults.unshift({ id: 'shelter-unit_code', words: t('resources.missing.unit') });
    setErrors(faults);
    setGeneral(null);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      const line = shelterLine(draft, commune, reason.trim());
      const saved = shelter ? await changeShelter(shelter, line) : await addShelter(line);
      done(t('resources.saved', { name: saved.name }));
    } catch (failure) {
      const named = failure instanceof Problem ? failure.errors.filter((error) => error.pointer !== '') : [];
      const at = (pointer: string) => (pointer === '/capacity' ? 'capacity_night' : pointer === '/keeper_phone' ? 'phone' : fieldAt(pointer));
      setErrors(named.map((error) => ({ id: `shelter-${at(error.pointer)}`, words: error.detail })));
      if (named.length === 0) setGeneral(failureWords(failure, t, true));
      setBusy(false);
    }
  };
  const text = (key: FieldKey, more: { type?: string; multiline?: boolean; number?: boolean } = {}) => {
    const shared = { id: `shelter-${key}`, label: t(`resources.field.${key}`), error: errorOf(key), value: draft.texts[key] ?? '' };
    const set = (value: string) => setDraft({ ...draft, texts: { ...draft.texts, [key]: value } });
    return more.multiline
      ? <div className="full"><Field {...shared} multiline onChange={(event) => set(event.target.value)} /></div>
      : <Field {...shared} type={more.type ?? 'text'} inputMode={more.number ? 'decimal' : undefined} onChange={(event) => set(event.target.value)} />;
  };
  const answers = ANSWERS.map((answer) => ({ value: answer, name: t(`resources.answer.${answer}`) }));
  return (
    <Dialog title={shelter ? `${t('resources.edit')}: ${shelter.name}` : `${t('resources.add')}: ${t('resources.tabs.shelters')}`} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors} />
          {general && <p className="ban dan" role="alert"><span className="grow">{general}</span></p>}
          <div className="resfields">
            {!shelter && text('code')}
            {!shelter && communes.length > 1 && <Select id="shelter-unit_code" label={t('resources.field.unit_code')} error={errorOf('unit_code')} value={chosen} onChange={(event) => setChosen(event.target.value)} options={[{ value: '', name: '–' }, ...communes.map((each) => ({ value: each.code, name: each.name }))]} />}
            {text('name')}
            <Select label={t('resources.field.kind')} value={draft.kind} onChange={(event) => setDraft({ ...draft, kind: event.target.value as Shelter['kind'] })} options={SHELTER_KINDS.map((kind) => ({ value: kind, name: t(`resources.shelterKind.${kind}`) }))} />
            {text('village')}{text('position')}{text('capacity_night', { number: true })}{text('capacity_day', { number: true })}{text('storeys', { number: true })}{text('structure')}{text('floor_area_m2', { number: true })}{text('toilets', { number: true })}
            {ANSWERED.map((key) => <Select key={key} label={t(`resources.field.${key}`)} value={draft.answers[key]} onChange={(event) => setDraft({ ...draft, answers: { ...draft.answers, [key]: event.target.value as Answer } })} options={answers} />)}
            {text('access')}{text('keeper_name')}{text('phone')}{text('keeper_phone_confirmed_on', { type: 'date' })}{text('inspected_on', { type: 'date' })}{text('inspected_by')}
            <Field id="shelter-shared_with" label={t('resources.sharedWith')} error={errorOf('shared_with')} value={draft.shared} onChange={(event) => setDraft({ ...draft, shared: event.target.value })} />
          </div>
          <fieldset className="ressuits">
            <legend>{t('resources.suits.legend')}</legend>
            {Object.entries(draft.suits).map(([hazard, said]) => {
              const name = t(`hazards.${hazard as 'storm'}`);
              const set = (part: Partial<typeof said>) => setDraft({ ...draft, suits: { ...draft.suits, [hazard]: { ...said, ...part } } });
              return [
                <Select key={hazard} label={name} value={said.answer} onChange={(event) => set({ answer: event.target.value as Answer })} options={answers} />,
                <Field key={`${hazard}-why`} label={t('resources.suits.reason', { hazard: name })} value={said.reason} onChange={(event) => set({ reason: event.target.value })} />,
              ];
            })}
          </fieldset>
          <div className="resfields">{text('away', { multiline: true })}{text('remark', { multiline: true })}
            <div className="full"><Field label={`${t('resources.field.reason')} (${t('optional')})`} value={reason} onChange={(event) => setReason(event.target.value)} /></div>
          </div>
        </div>
        <footer className="dlg-x">
          {shelter && !shelter.retired_on && <button type="button" className="btn" onClick={() => setLeaving(true)} data-act="retire">{t('resources.retire')}</button>}
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" disabled={busy} data-act="save">{t('resources.save')}</button>
        </footer>
      </form>
      {leaving && shelter && (
        <ConfirmSheet
          tone="dan" act={t('resources.retireAct', { name: shelter.name })} onClose={() => setLeaving(false)} answers={[{ name: t('resources.col.unit'), value: shelter.commune_name }]}
          remark={{ label: t('resources.retireWhy'), needed: t('resources.retireNeeded') }}
          onAct={async (why) => { await retireLine('shelters', shelter, why); done(t('resources.retireAct', { name: shelter.name })); }}
        />
      )}
    </Dialog>
  );
}
