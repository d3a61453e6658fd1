import { Plus, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import type { Inspection, InspectionTemplate } from '../api/inspections';
import { Problem } from '../api/problem';
import type { Unit } from '../api/types';
import { useWords } from '../i18n';
import { failureWords } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { ErrorSummary, type FieldError } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { DayField } from './DayField';
import { LadderFields } from './LadderFields';
import { PlaceLines } from './PlaceLines';
import { UnitTicks } from './UnitTicks';
import { faultsOf, fieldAt, NO_MEMBER, type CampaignDraft, type MemberDraft } from './campaign';

interface Props {
  draft: CampaignDraft; onChange: (draft: CampaignDraft) => void; units: Unit[]; templates: InspectionTemplate[];
  /** Of an inspection that was ordered: who ordered it and what is asked stays. */
  fixed?: Inspection; /** Units whose record is begun: they cannot be left out any more. */ begun?: ReadonlySet<string>;
  act: string; cancel: string; onSend: () => Promise<void>;
}
const ID = (field: string) => `insp-${field}`;

/** The paper of an inspection as a form: what, when, on which decision, by whom, of whom. */
export function CampaignForm({ draft, onChange, units, templates, fixed, begun, act, cancel, onSend }: Props) {
  const { t, loc } = useWords();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<CampaignDraft>) => onChange({ ...draft, ...part });
  const [ours, setOurs] = useState(true);
  // The summary stands until the form is sent again; a field's own error goes when it is mended.
  const still = new Set(faultsOf(draft).map(({ field }) => ID(field)));
  const errorOf = (field: string) => errors.find((error) => error.id === ID(field) && (!ours || still.has(error.id)))?.words ?? null;
  const text = (field: 'name' | 'number' | 'signer', id: string, hint?: string) => <Field id={ID(id)} label={t(`inspections.form.${field}`)} hint={hint} error={errorOf(id)} maxLength={200} value={draft[field]} onChange={(event) => set({ [field]: event.target.value })} />;
  const dayNames: Record<string, string> = { first_day: t('inspections.form.from'), last_day: t('inspections.form.until'), 'decision-signed_on': t('inspections.form.signedOn') };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = faultsOf(draft).map(({ field, kind }) => ({ id: ID(field), words: kind === 'day' ? `${dayNames[field] ?? ''}: ${t('inspections.form.fault.day')}` : t(`inspections.form.fault.${kind}`) }));
    setErrors(faults);
    setOurs(true);
    setGeneral(null);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      await onSend();
    } catch (reason) {
      const named = reason instanceof Problem ? reason.errors.filter((error) => error.pointer !== '') : [];
      setOurs(false);
      setErrors(named.map((error) => ({ id: ID(fieldAt(error.pointer, draft)), words: error.detail })));
      if (named.length === 0) setGeneral(failureWords(reason, t, true));
      setBusy(false);
    }
  };
  // Communes of who orders; a commune inspects itself and its places.
  const below = units.filter((unit) => unit.kind !== 'province' && (unit.code === draft.ordered_by || unit.parent_code === draft.ordered_by));
  return (
    <form className="stack wide insp-form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      {general && <p className="ban dan" role="alert"><span className="grow">{general}</span></p>}
      <section className="block">
        <h3>{t('inspections.form.what')}</h3>
        {text('name', 'name', t('inspections.form.nameHint'))}
        {fixed ? <p>{t('inspections.campaign.orderedBy')}: <b>{fixed.ordered_by_name}</b> · {t('inspections.campaign.template')}: <b>{loc(fixed.template_name)}</b></p> : (
          <>
            {units.length > 1 && <Select id={ID('ordered_by')} label={t('inspections.campaign.orderedBy')} error={errorOf('ordered_by')} value={draft.ordered_by} onChange={(event) => set({ ordered_by: event.target.value, units: [], places: [] })} options={units.map((unit) => ({ value: unit.code, name: unit.name }))} />}
            <Choices id={ID('template_code')} legend={t('inspections.campaign.template')} error={errorOf('template_code')} value={draft.template_code || null} onChange={(template_code) => set({ template_code })} choices={templates.map((each) => ({ value: each.code, name: loc(each.name), what: <>{t('inspections.campaign.pointsOf', { count: each.points.length })} · {loc(each.note)}</> }))} />
          </>
        )}
        <div className="insp-two">
          <DayField id={ID('first_day')} label={t('inspections.form.from')} error={errorOf('first_day')} value={draft.first_day} onChange={(first_day) => set({ first_day })} />
          <DayField id={ID('last_day')} label={t('inspections.form.until')} error={errorOf('last_day')} value={draft.last_day} onChange={(last_day) => set({ last_day })} />
        </div>
        <Field multiline label={`${t('inspections.campaign.note')} (${t('optional')})`} maxLength={2000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
      </section>
      <section className="block">
        <Choices legend={t('inspections.campaign.decision')} value={draft.decided ? 'there' : 'later'} onChange={(value) => set({ decided: value === 'there' })} choices={[{ value: 'later', name: t('inspections.form.later'), what: t('inspections.form.laterWhat') }, { value: 'there', name: t('inspections.form.there') }]} />
        {draft.decided && <><div className="insp-two">{text('number', 'decision-number')}<DayField id={ID('decision-signed_on')} label={t('inspections.form.signedOn')} error={errorOf('decision-signed_on')} value={draft.signed_on} onChange={(signed_on) => set({ signed_on })} /></div>{text('signer', 'decision-signer')}</>}
      </section>
      <section className="block">
        <h3>{t('inspections.form.team')}</h3>
        <p className="hint">{t('inspections.form.accountHint')}</p>
        <Member legend={t('inspections.campaign.leader')} id="leader" value={draft.leader} errorOf={errorOf} onChange={(leader) => set({ leader })} />
        {draft.members.map((member, i) => (
          <Member key={i} legend={t('inspections.form.member', { n: i + 1 })} id={`members-${i}`} value={member} errorOf={errorOf} onChange={(next) => set({ members: draft.members.map((each, at) => (at === i ? next : each)) })} onRemove={() => set({ members: draft.members.filter((_, at) => at !== i) })} />
        ))}
        <p><button type="button" className="btn" onClick={() => set({ members: [...draft.members, NO_MEMBER] })} data-act="add-member"><Plus aria-hidden className="i" />{t('inspections.form.addMember')}</button></p>
      </section>
      <section className="block">
        <h3>{t('inspections.form.subjects')}</h3>
        <UnitTicks id={ID('units')} error={errorOf('units')} units={below} chosen={draft.units} begun={begun} onChange={(chosen) => set({ units: chosen })} />
        <PlaceLines places={draft.places} units={below} errorOf={errorOf} idOf={ID} onChange={(places) => set({ places })} />
      </section>
      <section className="block"><LadderFields ladder={draft.ladder} errorOf={errorOf} idOf={ID} onChange={(ladder) => set({ ladder })} fixed={fixed !== undefined} /></section>
      <div className="acts-row"><button type="submit" className="btn pri xl" disabled={busy} data-act="send">{act}</button><Link className="btn xl" href={cancel}>{t('back')}</Link></div>
    </form>
  );
}

interface MemberProps { legend: string; id: string; value: MemberDraft; errorOf: (field: string) => string | null; onChange: (value: MemberDraft) => void; onRemove?: () => void }
function Member({ legend, id, value, errorOf, onChange, onRemove }: MemberProps) {
  const { t } = useWords();
  return (
    <fieldset className="insp-member">
      <legend>{legend}</legend>
      <Field id={ID(`${id}-name`)} label={t('inspections.form.person')} error={errorOf(`${id}-name`)} maxLength={200} value={value.name} onChange={(event) => onChange({ ...value, name: event.target.value })} />
      <Field id={ID(`${id}-position`)} label={`${t('inspections.point.position')} (${t('optional')})`} error={errorOf(`${id}-position`)} maxLength={200} value={value.position} onChange={(event) => onChange({ ...value, position: event.target.value })} />
      <Field id={ID(`${id}-account`)} label={`${t('inspections.form.account')} (${t('optional')})`} error={errorOf(`${id}-account`)} autoCapitalize="none" spellCheck={false} value={value.account} onChange={(event) => onChange({ ...value, account: event.target.value })} />
      {onRemove && <button type="button" className="btn" onClick={onRemove} aria-label={`${t('inspections.form.remove')}: ${legend}`}><X aria-hidden className="i" /><span className="insp-x-w">{t('inspections.form.remove')}</span></button>}
    </fieldset>
  );
}
