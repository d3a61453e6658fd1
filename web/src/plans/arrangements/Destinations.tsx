import { ListPlus, Trash2, UserPlus } from 'lucide-react';
import { useWords } from '../../i18n';
import type { Shelter } from '../../resources/types';
import { number } from '../../shared/format';
import { Tag } from '../../shared/Tags';
import { dayText } from '../days';
import { Adder } from './Adder';
import { Count } from './Count';
import { isOpenTo, placesLeft, shelterOrder, suits } from './model';
import type { FieldProps } from './ZoneForm';

/** The shelters people go to, from the register, each with the places it has left when the whole plan is kept. */
export function Destinations({ props: { plan, zone, arranged, sums, promised, shelters = [] }, set, fault, idOf }: FieldProps) {
  const { t, loc, lang } = useWords();
  const n = (count: number) => number(count, lang, 0);
  const to = arranged.destinations;
  const unit = zone.properties.commune_code;
  const known = (code: string) => shelters.find((shelter) => shelter.code === code);
  const change = (at: number, people: number) => set('destinations', to.map((each, i) => (i === at ? { ...each, people } : each)));
  const add = (codes: readonly string[]) => set('destinations', [...to, ...codes.flatMap((code) => { const shelter = known(code); return shelter && !to.some((each) => each.code === code) ? [{ code, name: shelter.name, people: 0 }] : []; })]);
  const option = (shelter: Shelter) => {
    const left = placesLeft(shelter, promised) ?? 0;
    const doubt = suits(shelter, plan.hazard) === 'no' ? t('arrange.shelter.unsafeShort') : shelter.away_today ? t('arrange.shelter.awayShort') : '';
    return { value: shelter.code, name: [shelter.name, shelter.commune_code !== unit && shelter.commune_name, t('arrange.shelter.leftOf', { left: n(left), capacity: n(shelter.capacity) }), doubt].filter(Boolean).join(' · ') };
  };
  const free = shelters.filter((shelter) => !shelter.retired_on && !to.some((each) => each.code === shelter.code)).sort(shelterOrder(unit, plan.hazard));
  const drawn = zone.properties.destinations.filter((code) => known(code) && !to.some((each) => each.code === code));
  return (
    <fieldset className="arrset" id={idOf('destinations')} tabIndex={-1}>
      <legend>{t('arrange.destinations')}</legend>
      {to.length === 0 && <p className="mut sm">{t('arrange.noDestinations')}</p>}
      <ul className="arrrows">
        {to.map((each, i) => {
          const shelter = known(each.code);
          const left = placesLeft(shelter, promised);
          const fill = Math.min(sums.left ?? 0, Math.max(0, left ?? 0));
          const name = shelter?.name ?? (each.name || each.code);
          return (
            <li key={each.code} data-shelter={each.code}>
              <div className="grow">
                <b>{name}</b>
                <small className="mut">{[each.code, shelter && shelter.commune_code !== unit && shelter.commune_name, shelter?.facts.access].filter(Boolean).join(' · ')}</small>
                <span className="regtags">
                  {shelter && left !== null && <Tag tone={left < 0 ? 'danger' : 'plain'}>{left < 0 ? t('arrange.shelter.over', { n: n(-left), capacity: n(shelter.capacity) }) : t('arrange.shelter.leftOf', { left: n(left), capacity: n(shelter.capacity) })}</Tag>}
                  {!shelter && <Tag tone="danger">{t('arrange.shelter.gone')}</Tag>}
                  {shelter && suits(shelter, plan.hazard) === 'no' && <Tag tone="danger">{t('arrange.shelter.unsafe', { hazard: loc(plan.hazard_name) })}</Tag>}
                  {shelter && suits(shelter, plan.hazard) === 'unknown' && <Tag tone="unknown">{t('arrange.shelter.unknown', { hazard: loc(plan.hazard_name) })}</Tag>}
                  {shelter?.away_today && <Tag tone="warn">{t('arrange.shelter.away', { day: dayText(shelter.away_today.to) })}</Tag>}
                  {shelter?.facts.crosses_spillway === 'yes' && <Tag tone="warn">{t('arrange.shelter.spillway')}</Tag>}
                  {shelter && !isOpenTo(shelter, unit) && <Tag tone="warn">{t('arrange.shelter.notShared')}</Tag>}
                </span>
              </div>
              <Count label={t('arrange.peopleTo')} about={name} error={fault(`destinations/${i}/people`) ?? fault(`destinations/${i}/code`) ?? fault(`destinations/${i}`)} blank={0} value={each.people} onChange={(people) => change(i, people)} />
              <span className="arracts">
                {fill > 0 && <button type="button" className="btn s" onClick={() => change(i, each.people + fill)}><UserPlus aria-hidden className="i sm" />{t('arrange.fill', { n: n(fill) })}</button>}
                <button type="button" className="btn s" aria-label={t('arrange.removeOne', { name })} onClick={() => set('destinations', to.filter((_, at) => at !== i))}><Trash2 aria-hidden className="i sm" />{t('arrange.remove')}</button>
              </span>
            </li>
          );
        })}
      </ul>
      {drawn.length > 0 && <p><button type="button" className="btn s" onClick={() => add(drawn)} data-act="of-zone"><ListPlus aria-hidden className="i sm" />{t('arrange.ofZone', { names: drawn.map((code) => known(code)?.name ?? code).join(', ') })}</button></p>}
      <Adder label={t('arrange.pickShelter')} act={t('arrange.addShelter')} none={t('arrange.noShelters')} options={free.map(option)} onAdd={(code) => add([code])} />
    </fieldset>
  );
}
