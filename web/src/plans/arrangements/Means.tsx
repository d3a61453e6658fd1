import { Trash2 } from 'lucide-react';
import { useWords } from '../../i18n';
import type { Register, Resource } from '../../resources/types';
import { number } from '../../shared/format';
import { Tag } from '../../shared/Tags';
import { dayText } from '../days';
import { Adder } from './Adder';
import { Count } from './Count';
import { useRegistered } from './ground';
import { tripsFor } from './model';
import type { FieldProps } from './ZoneForm';

const perTrip = (line: Resource | undefined): number | null => line?.entry.details.per_trip ?? null;
/** Own lines first; among vehicles those that carry people. */
const order = (unit: string) => (a: Resource, b: Resource): number =>
  Number(b.unit_code === unit) - Number(a.unit_code === unit) || Number(perTrip(b) !== null) - Number(perTrip(a) !== null) || a.entry.name.localeCompare(b.entry.name, 'vi');

function useOffered(register: Register, unit: string, taken: readonly { id: string }[]) {
  const { t, lang } = useWords();
  const lines = useRegistered(register).data ?? [];
  const free = lines.filter((line) => !line.retired_on && !taken.some((each) => each.id === line.id)).sort(order(unit));
  const options = free.map((line) => ({
    value: line.id,
    name: [line.entry.name, line.unit_code !== unit && line.unit_name, line.free_today !== null && t('arrange.means.free', { n: `${number(line.free_today, lang, 1)} ${line.entry.details.unit ?? ''}`.trim() }), perTrip(line) !== null && t('arrange.means.perTrip', { n: perTrip(line) ?? 0 }), line.entry.place].filter(Boolean).join(' · '),
  }));
  return { options, known: (id: string) => lines.find((line) => line.id === id), loaded: lines.length > 0 };
}

/** Vehicles, teams and stores, chosen from the registers. */
export function Means({ props: { zone, arranged, sums }, set, fault, idOf }: FieldProps) {
  const { t, lang } = useWords();
  const unit = zone.properties.commune_code;
  const vehicles = useOffered('vehicles', unit, arranged.vehicles);
  const teams = useOffered('teams', unit, arranged.teams);
  const stores = useOffered('supplies', unit, arranged.stores);
  const drive = arranged.to_be_driven ?? sums.leaving;
  const trips = tripsFor(drive, arranged.vehicles.map((line) => ({ number: line.number, perTrip: perTrip(vehicles.known(line.id)) })));
  const head = (line: Resource | undefined, fallback: string, loaded: boolean) => (
    <div className="grow">
      <b>{line?.entry.name ?? fallback}</b>
      <small className="mut">{line && [line.code, line.unit_code !== unit && line.unit_name, line.entry.place, line.free_today !== null && t('arrange.means.free', { n: `${number(line.free_today, lang, 1)} ${line.entry.details.unit ?? ''}`.trim() }), perTrip(line) !== null && t('arrange.means.perTrip', { n: perTrip(line) ?? 0 })].filter(Boolean).join(' · ')}</small>
      <span className="regtags">
        {loaded && (!line || line.retired_on) && <Tag tone="danger">{t('arrange.means.gone')}</Tag>}
        {line?.away_today && <Tag tone="warn">{t('arrange.means.away', { day: dayText(line.away_today.to) })}</Tag>}
        {line?.entry.details.condition === 'broken' && <Tag tone="danger">{t('arrange.means.broken')}</Tag>}
        {line?.entry.details.condition === 'needs_repair' && <Tag tone="warn">{t('arrange.means.repair')}</Tag>}
        {line && line.unit_code !== unit && <Tag tone="warn">{t('arrange.means.foreign')}</Tag>}
      </span>
    </div>
  );
  const remove = (name: string, act: () => void) => <span className="arracts"><button type="button" className="btn s" aria-label={t('arrange.removeOne', { name })} onClick={act}><Trash2 aria-hidden className="i sm" />{t('arrange.remove')}</button></span>;
  const { vehicles: cars, teams: crews, stores: depots } = arranged;
  return (
    <>
      <fieldset className="arrset" id={idOf('vehicles')} tabIndex={-1}>
        <legend>{t('arrange.means.vehicles')}</legend>
        <div className="short"><Count id={idOf('to_be_driven')} label={t('arrange.means.driven')} hint={t('arrange.means.drivenHint')} error={fault('to_be_driven')} blank={null} value={arranged.to_be_driven} onChange={(value) => set('to_be_driven', value)} /></div>
        <ul className="arrrows">
          {cars.map((car, i) => {
            const line = vehicles.known(car.id);
            const name = line?.entry.name ?? (car.name || car.id);
            const put = (to: Partial<typeof car>) => set('vehicles', cars.map((each, at) => (at === i ? { ...each, ...to } : each)));
            return (
              <li key={car.id}>
                {head(line, name, vehicles.loaded)}
                <Count label={t('arrange.means.number')} about={name} error={fault(`vehicles/${i}/number`) ?? fault(`vehicles/${i}`)} blank={0} value={car.number} onChange={(value) => put({ number: value })} />
                <Count label={t('arrange.means.roundTrip')} about={name} error={fault(`vehicles/${i}/round_trip_minutes`)} blank={null} value={car.round_trip_minutes} onChange={(value) => put({ round_trip_minutes: value })} />
                {remove(name, () => set('vehicles', cars.filter((_, at) => at !== i)))}
              </li>
            );
          })}
        </ul>
        {cars.length > 0 && drive > 0 && <p className="sm">{trips === null ? t('arrange.means.tripsUnknown', { n: number(drive, lang, 0) }) : t('arrange.means.trips', { n: number(drive, lang, 0), trips })}</p>}
        <Adder label={t('arrange.means.pickVehicle')} act={t('arrange.means.add')} none={t('arrange.means.noVehicles')} options={vehicles.options} onAdd={(id) => set('vehicles', [...cars, { id, name: vehicles.known(id)?.entry.name ?? '', number: 1, round_trip_minutes: null }])} />
      </fieldset>
      <fieldset className="arrset" id={idOf('teams')} tabIndex={-1}>
        <legend>{t('arrange.means.teams')}</legend>
        <ul className="arrrows">
          {crews.map((crew, i) => {
            const line = teams.known(crew.id);
            const name = line?.entry.name ?? (crew.name || crew.id);
            return (
              <li key={crew.id}>
                {head(line, name, teams.loaded)}
                <Count label={t('arrange.means.teamPeople')} about={name} hint={t('arrange.means.teamHint')} error={fault(`teams/${i}/people`) ?? fault(`teams/${i}`)} blank={null} value={crew.people} onChange={(value) => set('teams', crews.map((each, at) => (at === i ? { ...each, people: value } : each)))} />
                {remove(name, () => set('teams', crews.filter((_, at) => at !== i)))}
              </li>
            );
          })}
        </ul>
        <Adder label={t('arrange.means.pickTeam')} act={t('arrange.means.add')} none={t('arrange.means.noTeams')} options={teams.options} onAdd={(id) => set('teams', [...crews, { id, name: teams.known(id)?.entry.name ?? '', people: null }])} />
      </fieldset>
      <fieldset className="arrset" id={idOf('stores')} tabIndex={-1}>
        <legend>{t('arrange.means.stores')}</legend>
        <ul className="arrrows">
          {depots.map((depot, i) => {
            const line = stores.known(depot.id);
            const name = line?.entry.name ?? (depot.name || depot.id);
            return <li key={depot.id}>{head(line, name, stores.loaded)}{fault(`stores/${i}`) && <p className="errmsg">{fault(`stores/${i}`)}</p>}{remove(name, () => set('stores', depots.filter((_, at) => at !== i)))}</li>;
          })}
        </ul>
        <Adder label={t('arrange.means.pickStore')} act={t('arrange.means.add')} none={t('arrange.means.noStores')} options={stores.options} onAdd={(id) => set('stores', [...depots, { id, name: stores.known(id)?.entry.name ?? '' }])} />
      </fieldset>
    </>
  );
}
