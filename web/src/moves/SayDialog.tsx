import { useState, type FormEvent } from 'react';
import { useShelters } from '../api/queries';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { MomentField } from '../shared/form/MomentField';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import { number } from '../shared/format';
import { instantOfWall } from '../shared/wall';
import { blank, faultsIn, happenedAt, saidOf, startFrom, WHEN, type Fault, type Filled } from './say';
import { COUNT_OF, HAS_PLACE, HAS_REASON } from './states';
import { Stepper } from './Stepper';
import { FORMS, type MoveState, type Relocation } from './types';
import type { Saying } from './useMoveOutbox';

interface Props { record: Relocation; state: MoveState; onClose: () => void; onSay: (saying: Saying) => void }

/** What a state wants to know: how many, where to, why, when. Only the state itself has to be said. */
export function SayDialog({ record, state, onClose, onSay }: Props) {
  const { t, lang } = useWords();
  const [filled, setFilled] = useState<Filled>(() => blank(record, state));
  const [wall, setWall] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const set = (part: Partial<Filled>) => { setFilled({ ...filled, ...part }); setFaults([]); };
  const name = t(`moves.state.${state}`);
  const code = record.code || (record.label ?? '');
  const { counting } = filled;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsIn(filled, state);
    setFaults(wrong);
    if (wrong.length > 0) return;
    const words = counting?.counted ? t('moves.say.doneCount', { code, state: name, n: number(counting.n, lang) }) : t('moves.say.done', { code, state: name });
    onSay({ said: saidOf(filled, state, record), at: happenedAt(filled, new Date()), words });
    onClose();
  };
  const act = !counting ? t('moves.say.act', { state: name }) : counting.counted ? t('moves.say.actCount', { state: name, n: number(counting.n, lang) }) : t('moves.say.actUncounted', { state: name });
  return (
    <Dialog title={t('moves.say.title', { code, state: name })} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={submit} data-say={state}>
        <div className="dlg-b" tabIndex={0}>
          {counting && <People record={record} state={state} filled={filled} set={set} />}
          {HAS_REASON.includes(state) && (
            <Field multiline label={t('moves.say.why')} hint={t(`moves.say.whyHint.${state as 'refused' | 'cannot_return'}`)} error={faults.includes('reason') ? t('moves.say.whyMissing') : null} value={filled.reason} onChange={(event) => set({ reason: event.target.value })} name="reason" />
          )}
          {HAS_PLACE.includes(state) && <Place record={record} filled={filled} set={set} />}
          <Tiles legend={t('moves.say.when')} small value={filled.when} onChange={(when) => set({ when })} tiles={WHEN.map((value) => ({ value, name: t(`moves.say.whenChoice.${value}`) }))} />
          {filled.when === 'other' && <MomentField label={t('moves.say.whenOther')} error={faults.includes('when') ? t('moves.say.whenMissing') : null} value={wall} onChange={(value) => { setWall(value); set({ at: instantOfWall(value) }); }} />}
          {state === 'refused' && <Field label={`${t('moves.say.coercion')} (${t('optional')})`} value={filled.coercion} onChange={(event) => set({ coercion: event.target.value })} />}
          <Field multiline label={`${t('moves.say.remark')} (${t('optional')})`} value={filled.remark} onChange={(event) => set({ remark: event.target.value })} />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" data-act="say">{act}</button>
        </footer>
      </form>
    </Dialog>
  );
}

interface PartProps { record: Relocation; filled: Filled; set: (part: Partial<Filled>) => void }

function People({ record, state, filled, set }: PartProps & { state: MoveState }) {
  const { t, lang } = useWords();
  const start = startFrom(record, state);
  const count = COUNT_OF[state];
  if (!filled.counting || !start || !count) return null;
  const n = number(start.n, lang);
  const from = start.from === 'listed' ? t('moves.say.fromRegister', { n }) : t('moves.say.fromReport', { n, what: t(`moves.countName.${start.from}`) });
  return <Stepper label={t(`moves.say.howMany.${count}`)} from={from} value={filled.counting} onChange={(counting) => set({ counting })} />;
}

/** Hosted, in a shelter of the register, or in place; the words for what stands in no register. */
function Place({ record, filled, set }: PartProps) {
  const { t, lang } = useWords();
  const shelters = (useShelters().data ?? []).filter((shelter) => shelter.commune_code === record.commune_code || shelter.id === filled.shelterId);
  const options = [{ value: '', name: t('moves.say.shelterNone') }, ...shelters.map((each) => ({ value: each.id, name: `${each.name} (${t('moves.say.places', { n: number(each.capacity, lang) })})` }))];
  return (
    <>
      <Tiles legend={t('moves.say.where')} value={filled.form} onChange={(form) => set({ form })} tiles={FORMS.map((value) => ({ value, name: <><b>{t(`moves.form.${value}`)}</b><br /><small>{t(`moves.formWhat.${value}`)}</small></> }))} />
      {filled.form === 'shelter' && <Select label={t('moves.say.shelter')} options={options} value={filled.shelterId} onChange={(event) => set({ shelterId: event.target.value })} name="shelter" />}
      {filled.form && <Field label={`${t('moves.say.place')} (${t('optional')})`} value={filled.place} onChange={(event) => set({ place: event.target.value })} name="place" />}
    </>
  );
}
