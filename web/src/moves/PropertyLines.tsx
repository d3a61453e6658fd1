import { Plus, Truck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { uuid7 } from '../shared/uuid';
import { clean } from './say';
import { PROPERTY_KINDS, PROPERTY_STATES, type PropertyKind, type PropertyLine, type PropertyState, type Relocation } from './types';
import type { Saying } from './useMoveOutbox';
import { lineWords } from './words';

interface Props { record: Relocation; onSay: ((saying: Saying) => void) | null }

/** Property beside the people, a line each: to move, raised, moved, left behind. */
export function PropertyLines({ record, onSay }: Props) {
  const words = useWords();
  const { t } = words;
  const [adding, setAdding] = useState(false);
  const code = record.code || (record.label ?? '');
  const left = record.property.filter((line) => line.state === 'to_move');
  const set = (line: PropertyLine, state: PropertyState) =>
    onSay?.({ said: { property: [{ line_id: line.id, state }] }, words: t('moves.property.done', { code, what: line.what, state: t(`moves.propertyState.${state}`) }) });
  const all = () => onSay?.({ said: { property: left.map((line) => ({ line_id: line.id, state: 'moved' as const })) }, words: t('moves.property.doneAll', { code, count: left.length }) });
  return (
    <section className="block" aria-labelledby="property-of">
      <header className="row sp wrap">
        <h3 id="property-of">{t('moves.property.title')}</h3>
        {onSay && left.length > 1 && <button type="button" className="btn" onClick={all} data-act="all-moved"><Truck aria-hidden className="i" />{t('moves.property.allMoved')}</button>}
      </header>
      {record.property.length === 0 && <p className="mut">{t('moves.property.none')}</p>}
      <ul className="plines">
        {record.property.map((line) => (
          <li key={line.id} data-line={line.id} data-state={line.state}>
            <p><b>{lineWords(line, words)}</b>{line.place && <small> → {line.place}</small>}</p>
            <fieldset className="pstates" disabled={!onSay}>
              <legend className="vh">{t('moves.property.stateOf', { what: line.what })}</legend>
              {PROPERTY_STATES.map((state) => (
                <label key={state} className={`pstate ${state}`}>
                  <input type="radio" name={`p-${line.id}`} checked={line.state === state} onChange={() => set(line, state)} />
                  <span>{t(`moves.propertyState.${state}`)}</span>
                </label>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
      {onSay && !adding && <button type="button" className="btn" onClick={() => setAdding(true)} data-act="add-property"><Plus aria-hidden className="i" />{t('moves.property.add')}</button>}
      {onSay && adding && <AddLine code={code} onSay={onSay} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddLine({ code, onSay, onClose }: { code: string; onSay: (saying: Saying) => void; onClose: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<PropertyKind>('livestock');
  const [what, setWhat] = useState('');
  const [quantity, setQuantity] = useState('');
  const [unit, setUnit] = useState('');
  const [state, setState] = useState<PropertyState>('to_move');
  const [tried, setTried] = useState(false);
  const amount = quantity.trim() === '' ? undefined : Number(quantity.trim().replace(',', '.'));
  const wrong = amount !== undefined && !(amount >= 0 && amount < 1e9);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (clean(what) === '' || wrong) return;
    const line = { line_id: uuid7(), kind, what: clean(what), unit: clean(unit), state, ...(amount !== undefined && { quantity: amount }) };
    onSay({ said: { property: [line] }, words: t('moves.property.doneAdd', { code, what: line.what }) });
    onClose();
  };
  return (
    <form className="stack addline" noValidate onSubmit={submit}>
      <Select label={t('moves.property.kind')} value={kind} onChange={(event) => setKind(event.target.value as PropertyKind)} options={PROPERTY_KINDS.map((value) => ({ value, name: t(`moves.propertyKind.${value}`) }))} />
      <Field label={t('moves.property.what')} hint={t('moves.property.whatHint')} error={tried && clean(what) === '' ? t('moves.property.whatMissing') : null} value={what} onChange={(event) => setWhat(event.target.value)} />
      <div className="halves">
        <Field label={t('moves.property.quantity')} inputMode="decimal" error={tried && wrong ? t('moves.property.quantityWrong') : null} value={quantity} onChange={(event) => setQuantity(event.target.value)} />
        <Field label={t('moves.property.unit')} placeholder={t('moves.property.unitHint')} value={unit} onChange={(event) => setUnit(event.target.value)} />
      </div>
      <Select label={t('moves.list.filter')} value={state} onChange={(event) => setState(event.target.value as PropertyState)} options={PROPERTY_STATES.map((value) => ({ value, name: t(`moves.propertyState.${value}`) }))} />
      <div className="acts-row"><button type="submit" className="btn pri">{t('moves.property.act')}</button><button type="button" className="btn" onClick={onClose}>{t('back')}</button></div>
    </form>
  );
}
