import type { WhatIfPlace } from '../api/findings';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { Part, Short } from './Answer';

/** What is needed against what there is, once for each source; and how often the vehicles would have to go. */
export function Shortages({ place }: { place: WhatIfPlace }) {
  const { t, loc, lang } = useWords();
  const { shortages, vehicles } = place;
  const n = (value: number) => number(value, lang);
  const trips = (count: number | null) => (count === null ? <Tag tone="unknown">{t('whatIf.noTrips')}</Tag> : t('whatIf.trips_n', { count, n: n(count) }));
  return (
    <Part title={t('whatIf.shortages')}>
      {shortages.length === 0 ? <p className="mut sm">{t('whatIf.noneShort')}</p> : (
        <div className="wi-scroll" tabIndex={0} role="group" aria-label={t('whatIf.shortages')}>
          <table className="wi-pair wi-cards" data-part="shortages">
            <caption className="vh">{t('whatIf.shortages')}</caption>
            <thead>
              <tr><th scope="col" rowSpan={2}>{t('whatIf.what')}</th><th scope="col" rowSpan={2} className="num">{t('whatIf.there')}</th><th scope="colgroup" colSpan={2} className="num">{t('whatIf.byTables')}</th><th scope="colgroup" colSpan={2} className="num">{t('whatIf.byRegister')}</th></tr>
              <tr><th scope="col" className="num">{t('whatIf.need')}</th><th scope="col" className="num">{t('whatIf.short')}</th><th scope="col" className="num">{t('whatIf.need')}</th><th scope="col" className="num">{t('whatIf.short')}</th></tr>
            </thead>
            <tbody>
              {shortages.map((each) => (
                <tr key={`${each.what} ${each.item ?? ''}`} data-short={each.item ?? each.what}>
                  <th scope="row"><span className="capfirst">{loc(each.name)}</span> <small>({loc(each.unit)})</small></th>
                  <td className="num" data-label={t('whatIf.there')}>{n(each.there)}</td>
                  <td className="num" data-label={`${t('whatIf.need')}, ${t('whatIf.tables')}`}>{n(each.need_by_tables)}</td><td className="num" data-label={t('whatIf.short')}><Short of={each.short_by_tables} /></td>
                  <td className="num" data-label={`${t('whatIf.need')}, ${t('whatIf.register')}`}>{n(each.need_by_register)}</td><td className="num" data-label={t('whatIf.short')}><Short of={each.short_by_register} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {place.commune_code === null && shortages.length > 0 && <p className="mut sm">{t('whatIf.totalNote')}</p>}
      <h5>{t('whatIf.vehicles')}</h5>
      <p className="sm">{t('whatIf.vehiclesLine', { count: vehicles.vehicles, seats: n(vehicles.seats) })}{vehicles.unknown > 0 && <>; <Tag tone="unknown">{t('whatIf.vehiclesUnknown', { count: vehicles.unknown })}</Tag></>}.</p>
      <dl className="wi-figs">
        <div><dt>{t('whatIf.trips')}<br />{t('whatIf.byTables')}</dt><dd>{trips(vehicles.trips_by_tables)}</dd></div>
        <div><dt>{t('whatIf.trips')}<br />{t('whatIf.byRegister')}</dt><dd>{trips(vehicles.trips_by_register)}</dd></div>
      </dl>
    </Part>
  );
}
