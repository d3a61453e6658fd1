import { Plus, X } from 'lucide-react';
import type { PlaceKind } from '../api/inspections';
import { useShelters } from '../api/queries';
import type { Unit } from '../api/types';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { PLACE_KINDS, type PlaceDraft } from './campaign';

interface Props { places: PlaceDraft[]; units: Unit[]; errorOf: (field: string) => string | null; idOf: (field: string) => string; onChange: (places: PlaceDraft[]) => void }

/** Places inside communes, each with a record of its own; shelters are taken from the register. */
export function PlaceLines({ places, units, errorOf, idOf, onChange }: Props) {
  const { t } = useWords();
  const own = new Set(units.map((unit) => unit.code));
  const shelters = (useShelters().data ?? []).filter((shelter) => own.has(shelter.commune_code));
  const change = (i: number, part: Partial<PlaceDraft>) => onChange(places.map((each, at) => (at === i ? { ...each, ...part } : each)));
  const fresh = shelters.filter((shelter) => !places.some((each) => each.shelter_id === shelter.id));
  const unitOf = units.length === 1 ? (units[0]?.code ?? '') : '';
  return (
    <fieldset className="insp-places">
      <legend>{t('inspections.form.places')}</legend>
      <p className="hint">{t('inspections.form.placesHint')}</p>
      {places.map((place, i) => {
        const known = shelters.filter((shelter) => shelter.commune_code === place.unit_code);
        const chosen = place.kind === 'shelter' && known.some((shelter) => shelter.id === place.shelter_id);
        return (
          <div key={i} className="insp-place" data-place={i}>
            <Select id={idOf(`places-${i}-unit`)} label={t('inspections.form.placeUnit')} error={errorOf(`places-${i}-unit`)} value={place.unit_code} onChange={(event) => change(i, { unit_code: event.target.value, shelter_id: null })} options={[...(place.unit_code === '' ? [{ value: '', name: '–' }] : []), ...units.map((unit) => ({ value: unit.code, name: unit.name }))]} />
            <Select label={t('inspections.form.placeKind')} value={place.kind} onChange={(event) => change(i, { kind: event.target.value as PlaceKind, shelter_id: null })} options={PLACE_KINDS.map((kind) => ({ value: kind, name: t(`inspections.place.${kind}`) }))} />
            {place.kind === 'shelter' && known.length > 0 && <Select label={t('inspections.form.shelter')} value={chosen ? (place.shelter_id ?? '') : ''} onChange={(event) => change(i, { shelter_id: event.target.value || null, name: known.find((shelter) => shelter.id === event.target.value)?.name ?? place.name })} options={[{ value: '', name: t('inspections.form.noShelter') }, ...known.map((shelter) => ({ value: shelter.id, name: shelter.name }))]} />}
            {!chosen && <Field id={idOf(`places-${i}-name`)} label={t('inspections.form.placeName')} error={errorOf(`places-${i}-name`)} maxLength={200} value={place.name} onChange={(event) => change(i, { name: event.target.value })} />}
            <button type="button" className="btn" onClick={() => onChange(places.filter((_, at) => at !== i))} aria-label={`${t('inspections.form.remove')}: ${place.name || t('inspections.form.placeN', { n: i + 1 })}`}><X aria-hidden className="i" /><span className="insp-x-w">{t('inspections.form.remove')}</span></button>
          </div>
        );
      })}
      <div className="regacts">
        <button type="button" className="btn" onClick={() => onChange([...places, { unit_code: unitOf, kind: 'office', name: '', shelter_id: null }])} data-act="add-place"><Plus aria-hidden className="i" />{t('inspections.form.addPlace')}</button>
        {fresh.length > 0 && <button type="button" className="btn" onClick={() => onChange([...places, ...fresh.map((shelter) => ({ unit_code: shelter.commune_code, kind: 'shelter' as const, name: shelter.name, shelter_id: shelter.id }))])} data-act="all-shelters">{t('inspections.form.allShelters', { count: fresh.length })}</button>}
      </div>
    </fieldset>
  );
}
