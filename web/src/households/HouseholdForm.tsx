import { Plus, Trash2 } from 'lucide-react';
import { useId, type FormEvent, type ReactNode } from 'react';
import { useShelters } from '../api/queries';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import type { useFormErrors } from '../shared/form/useFormErrors';
import type { Draft, LineDraft } from './draft';
import { DESTINATION_KINDS, HOUSE_CLASSES, KINDS, POVERTIES, PROPERTY_KINDS, type PropertyKind } from './types';

export const FORM_FIELDS = ['commune_code', 'code', 'head', 'village', 'people', 'male', 'female', 'vulnerable_note', 'danger', 'destination', 'transport', 'helper', 'phone', 'note', 'position', 'zone_codes', 'as_of', 'reason'] as const;
export interface Extra { code: string; as_of: string; reason: string }
interface Props {
  draft: Draft; extra: Extra; onChange: (draft: Draft) => void; onExtra: (extra: Extra) => void;
  errors: ReturnType<typeof useFormErrors>; busy: boolean; act: string; commune: string; villages: readonly string[];
  onSubmit: (event: FormEvent) => void; onCancel: ReactNode; top?: ReactNode;
}

/** A household's line as a form; what is wrong stands on top, each a link to its field. */
export function HouseholdForm({ draft, extra, onChange, onExtra, errors, busy, act, commune, villages, onSubmit, onCancel, top }: Props) {
  const { t } = useWords();
  const list = useId();
  const shelters = (useShelters().data ?? []).filter((shelter) => shelter.commune_code === commune);
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  type Texts = 'head' | 'village' | 'vulnerable_note' | 'danger' | 'destination' | 'transport' | 'helper' | 'phone' | 'note';
  const line = (field: Texts, more: object = {}) => <Field id={errors.idOf(field)} label={t(`register.field.${field}`)} error={errors.of(field)} value={draft[field]} onChange={(event) => set({ [field]: event.target.value })} autoComplete="off" {...more} />;
  const count = (field: 'people' | 'male' | 'female', hint?: string) => <Field id={errors.idOf(field)} label={t(`register.field.${field}`)} hint={hint} error={errors.of(field)} inputMode="numeric" value={draft[field]} onChange={(event) => set({ [field]: event.target.value })} autoComplete="off" />;
  return (
    <form className="stack wide hh-form" noValidate onSubmit={onSubmit}>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <section className="block"><h3>{t('register.sheet.who')}</h3>
        {top}
        <div className="hh-two">{line('head')}{line('village', { list })}</div>
        <datalist id={list}>{villages.map((village) => <option key={village} value={village} />)}</datalist>
        <div className="hh-three">{count('people')}{count('male')}{count('female')}</div>
        <div className="hh-two">
          {line('phone', { inputMode: 'tel' })}
          <Select label={t('register.field.poverty')} value={draft.poverty} onChange={(event) => set({ poverty: event.target.value as Draft['poverty'] })} options={POVERTIES.map((value) => ({ value, name: t(`register.poverty.${value}`) }))} />
        </div>
        <label className="tickline"><input type="checkbox" className="chk small" checked={draft.ethnic_minority} onChange={(event) => set({ ethnic_minority: event.target.checked })} />{t('register.field.ethnic_minority')}</label>
      </section>
      <section className="block"><h3>{t('register.sheet.needs')}</h3>
        <fieldset className="hh-kinds"><legend>{t('register.field.vulnerable')}</legend><p className="hint">{t('register.hint.vulnerable')}</p>
          {KINDS.map((kind) => <label key={kind}><span>{t(`register.kind.${kind}`)}</span><input className="inp" inputMode="numeric" value={draft.counts[kind] ?? ''} onChange={(event) => set({ counts: { ...draft.counts, [kind]: event.target.value } })} data-kind={kind} /></label>)}
        </fieldset>
        {line('vulnerable_note', { multiline: true })}
        {line('helper')}
      </section>
      <section className="block"><h3>{t('register.sheet.house')}</h3>
        <div className="hh-two">
          <Select label={t('register.field.house_class')} value={draft.house_class} onChange={(event) => set({ house_class: event.target.value as Draft['house_class'] })} options={HOUSE_CLASSES.map((value) => ({ value, name: t(`register.house_class.${value}`) }))} />
          {line('danger', { hint: t('register.hint.danger') })}
        </div>
      </section>
      <section className="block"><h3>{t('register.sheet.going')}</h3>
        <Choices legend={t('register.field.destination_kind')} value={draft.destination_kind} onChange={(destination_kind) => set({ destination_kind })} choices={DESTINATION_KINDS.map((value) => ({ value, name: t(`register.destination_kind.${value}`), what: t(`register.destinationWhat.${value}`) }))} />
        {draft.destination_kind === 'shelter' && shelters.length > 0 && (
          <Select label={t('register.field.shelter_id')} value={draft.shelter_id ?? ''} onChange={(event) => { const chosen = shelters.find((each) => each.id === event.target.value); set({ shelter_id: event.target.value || null, destination: chosen ? chosen.name.replace(/ \(minh hoạ\)$/, '') : draft.destination }); }} options={[{ value: '', name: '–' }, ...shelters.map((each) => ({ value: each.id, name: each.name }))]} />
        )}
        <div className="hh-two">{line('destination', { hint: t('register.hint.destination') })}{line('transport')}</div>
      </section>
      <section className="block"><h3>{t('register.sheet.things')}</h3>
        <Lines lines={draft.lines} onChange={(lines) => set({ lines })} />
      </section>
      <section className="block"><h3>{t('register.sheet.more')}</h3>
        <p className="hint">{t('register.hint.position')}</p>
        <div className="hh-two">
          <Field id={errors.idOf('position')} label={t('register.hint.lat')} error={errors.of('position')} inputMode="decimal" value={draft.lat} onChange={(event) => set({ lat: event.target.value })} autoComplete="off" />
          <Field label={t('register.hint.lon')} inputMode="decimal" value={draft.lon} onChange={(event) => set({ lon: event.target.value })} autoComplete="off" />
        </div>
        <div className="hh-two">
          <Field id={errors.idOf('zone_codes')} label={t('register.field.zone_codes')} hint={t('register.hint.zone_codes')} error={errors.of('zone_codes')} value={draft.zones} onChange={(event) => set({ zones: event.target.value })} autoComplete="off" />
          <Field id={errors.idOf('code')} label={t('register.field.code')} hint={t('register.hint.code')} error={errors.of('code')} value={extra.code} onChange={(event) => onExtra({ ...extra, code: event.target.value })} autoComplete="off" />
        </div>
        {line('note', { multiline: true })}
        <div className="hh-two">
          <Field id={errors.idOf('as_of')} type="date" label={t('register.field.as_of')} hint={t('register.hint.as_of')} error={errors.of('as_of')} value={extra.as_of} onChange={(event) => onExtra({ ...extra, as_of: event.target.value })} />
          <Field id={errors.idOf('reason')} label={t('register.field.reason')} hint={t('register.hint.reason')} error={errors.of('reason')} value={extra.reason} onChange={(event) => onExtra({ ...extra, reason: event.target.value })} autoComplete="off" />
        </div>
      </section>
      <div className="acts-row"><button type="submit" className="btn pri xl" disabled={busy} data-act="save">{act}</button>{onCancel}</div>
    </form>
  );
}

function Lines({ lines, onChange }: { lines: LineDraft[]; onChange: (lines: LineDraft[]) => void }) {
  const { t } = useWords();
  const put = (at: number, change: Partial<LineDraft>) => onChange(lines.map((line, i) => (i === at ? { ...line, ...change } : line)));
  return (
    <div className="hh-lines">
      {lines.map((line, i) => (
        <div key={i} className="hh-line">
          <select className="inp" aria-label={t('register.field.property')} value={line.kind} onChange={(event) => put(i, { kind: event.target.value as PropertyKind })}>{PROPERTY_KINDS.map((kind) => <option key={kind} value={kind}>{t(`register.propertyKind.${kind}`)}</option>)}</select>
          <label>{t('register.sheet.what')}<input className="inp" value={line.what} onChange={(event) => put(i, { what: event.target.value })} /></label>
          <label>{t('register.sheet.quantity')}<input className="inp" inputMode="decimal" value={line.quantity} onChange={(event) => put(i, { quantity: event.target.value })} /></label>
          <label>{t('register.sheet.unit')}<input className="inp" value={line.unit} onChange={(event) => put(i, { unit: event.target.value })} /></label>
          <button type="button" className="btn" aria-label={t('register.sheet.removeLine', { n: i + 1 })} onClick={() => onChange(lines.filter((_, at) => at !== i))}><Trash2 aria-hidden className="i" /></button>
        </div>
      ))}
      <p><button type="button" className="btn s" onClick={() => onChange([...lines, { kind: 'livestock', what: '', quantity: '', unit: '' }])} data-act="add-line"><Plus aria-hidden className="i sm" />{t('register.sheet.addLine')}</button></p>
    </div>
  );
}
