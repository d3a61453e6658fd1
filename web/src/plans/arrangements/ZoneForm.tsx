import { PhoneCall } from 'lucide-react';
import type { ZoneArrangement } from '../../api/allocation';
import { useWords } from '../../i18n';
import type { Shelter } from '../../resources/types';
import { Field } from '../../shared/Field';
import { DayField } from './DayField';
import type { Plan, PlanForm, PlanZone } from '../types';
import { Adder } from './Adder';
import { Count } from './Count';
import { Destinations } from './Destinations';
import { useRegistered } from './ground';
import { Lacks, Ledger } from './Ledger';
import { Means } from './Means';
import { FIELD_OF, kept, pointerOf, type ArrangementField, type Lack, type Sums, type ZonePeople } from './model';
import { reveal } from './reveal';
import { Routes } from './Routes';

export interface ZoneFormProps {
  plan: Plan; form: PlanForm; zone: PlanZone; before: Partial<ZoneArrangement> | undefined; arranged: ZoneArrangement; people: ZonePeople | undefined; sums: Sums; lacks: readonly Lack[];
  promised: ReadonlyMap<string, number>; shelters: readonly Shelter[] | undefined; faults: readonly { pointer: string; detail: string }[];
  onChange: <K extends ArrangementField>(field: K, value: ZoneArrangement[K] | undefined) => void;
}
/** What the parts of the form are given: their value, how to change it, and what the server said of a place in it. */
export interface FieldProps { props: ZoneFormProps; set: <K extends ArrangementField>(field: K, value: ZoneArrangement[K]) => void; fault: (at: string) => string | null; idOf: (field: ArrangementField) => string }

/** One zone: where its people go, how they get there, who helps, who feeds them, who answers for it. */
export function ZoneForm(props: ZoneFormProps) {
  const { t } = useWords();
  const { zone, before, arranged, people, sums, lacks, faults, onChange } = props;
  const code = zone.properties.code;
  const idOf = (field: ArrangementField) => `arr-${code}-${field}`;
  const part: FieldProps = {
    props, idOf,
    set: (field, value) => onChange(field, kept(before, field, value)),
    fault: (at) => faults.find((each) => each.pointer === pointerOf(code, at))?.detail ?? null,
  };
  const go = (lack: Lack) => reveal(pointerOf(code, FIELD_OF[lack.kind]));
  return (
    <>
      <Ledger sums={sums} people={people} />
      <Lacks lacks={lacks} onGo={go} />
      <Destinations {...part} />
      <fieldset className="arrset">
        <legend>{t('arrange.elsewhere')}</legend>
        <div className="arrpair">
          <Count id={idOf('hosted')} label={t('arrange.hosted')} hint={t('arrange.hostedHint')} error={part.fault('hosted')} blank={0} value={arranged.hosted} onChange={(value) => part.set('hosted', value)} />
          <Count id={idOf('in_place')} label={t('arrange.inPlace')} hint={t('arrange.inPlaceHint')} error={part.fault('in_place')} blank={0} value={arranged.in_place} onChange={(value) => part.set('in_place', value)} />
        </div>
      </fieldset>
      <Routes {...part} />
      <Means {...part} />
      <Lead {...part} />
    </>
  );
}

function Lead({ props: { zone, arranged }, set, fault, idOf }: FieldProps) {
  const { t } = useWords();
  const contacts = (useRegistered('contacts').data ?? []).filter((line) => !line.retired_on && line.unit_code === zone.properties.commune_code);
  const lead = arranged.in_charge ?? { name: '', role: '', phone: '', phone_confirmed_on: null };
  const change = (to: Partial<typeof lead>) => {
    const next = { ...lead, ...to };
    set('in_charge', next.name || next.role || next.phone || next.phone_confirmed_on ? next : null);
  };
  const drawn = zone.properties.in_charge?.name;
  const take = (id: string) => {
    const entry = contacts.find((line) => line.id === id)?.entry;
    if (entry) change({ name: entry.name, role: entry.details.position ?? '', phone: entry.phone, phone_confirmed_on: entry.phone_confirmed_on });
  };
  return (
    <fieldset className="arrset" id={idOf('in_charge')} tabIndex={-1}>
      <legend>{t('arrange.lead.title')}</legend>
      <div className="arrpair">
        <Field label={t('arrange.lead.name')} error={fault('in_charge/name')} value={lead.name} onChange={(event) => change({ name: event.target.value })} />
        <Field label={t('arrange.lead.role')} hint={t('arrange.lead.roleHint')} error={fault('in_charge/role')} value={lead.role} onChange={(event) => change({ role: event.target.value })} />
        <Field label={t('arrange.lead.phone')} error={fault('in_charge/phone')} inputMode="tel" value={lead.phone} onChange={(event) => change({ phone: event.target.value, phone_confirmed_on: null })} />
        <DayField label={t('arrange.lead.confirmed')} hint={t('arrange.lead.confirmedHint')} error={fault('in_charge/phone_confirmed_on')} value={lead.phone_confirmed_on} onChange={(day) => change({ phone_confirmed_on: day })} />
      </div>
      {drawn && drawn !== lead.name && <p><button type="button" className="btn s" onClick={() => change({ name: drawn, phone: '', phone_confirmed_on: null })}>{t('arrange.lead.ofZone', { name: drawn })}</button></p>}
      <Adder label={t('arrange.lead.pick')} act={t('arrange.lead.take')} none={t('arrange.lead.noContacts')} options={contacts.map((line) => ({ value: line.id, name: [line.entry.name, line.entry.details.position].filter(Boolean).join(', ') }))} onAdd={take} />
      {lead.phone && <p><a className="btn s" href={`tel:${lead.phone.replace(/[^\d+]/g, '')}`}><PhoneCall aria-hidden className="i sm" />{t('arrange.lead.call', { phone: lead.phone })}</a></p>}
    </fieldset>
  );
}
