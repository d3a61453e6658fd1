import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { Allocation, AllocationTrips } from '../../api/allocation';
import { useWords } from '../../i18n';
import { number } from '../../shared/format';
import { DataTable } from '../../shared/table/DataTable';
import { Tag } from '../../shared/Tags';
import { kilometres } from '../arrangements/words';

/** The sums, how far people go, how it was measured, and whether it is proved to be the least. */
export function Totals({ proposal: { totals, proved, keep_villages, rise_person_metres } }: { proposal: Allocation }) {
  const { t, lang } = useWords();
  const n = (count: number) => number(count, lang, 0);
  const far = (metres: number | null) => (metres === null ? '–' : kilometres(metres, lang));
  const figures = [
    ['placed', `${n(totals.placed)}`], ['hosted', n(totals.hosted)], ['inPlace', n(totals.in_place)], ['missing', n(totals.missing)], ['longest', far(totals.longest_m)], ['mean', far(totals.mean_m)],
  ] as const;
  return (
    <section className="block" aria-labelledby="alloc-totals">
      <h3 id="alloc-totals">{t('arrange.alloc.totals.title')}</h3>
      <dl className="allocfigs">{figures.map(([key, value]) => <div key={key} className={key === 'missing' && totals.missing > 0 ? 'lacking' : undefined}><dt>{t(`arrange.alloc.totals.${key}`)}</dt><dd className="big" data-figure={key}>{value}</dd></div>)}</dl>
      <ul className="dots">
        <li>{t('arrange.alloc.totals.basis')}: {[totals.by_road > 0 && t('arrange.alloc.totals.byRoad', { n: n(totals.by_road) }), totals.by_straight_line > 0 && t('arrange.alloc.totals.byStraight', { n: n(totals.by_straight_line) })].filter(Boolean).join('; ') || '–'}</li>
        <li>{t(proved ? 'arrange.alloc.proved' : 'arrange.alloc.notProved')}</li>
        {keep_villages && <li>{rise_person_metres > 0 ? t('arrange.alloc.rise', { n: t('arrange.alloc.personKm', { n: number(rise_person_metres / 1000, lang, 1) }) }) : t('arrange.alloc.riseNone')}</li>}
      </ul>
    </section>
  );
}

const VERDICT = { suffices: { icon: CircleCheck, look: 'fine' }, cannot_suffice: { icon: CircleX, look: 'bad' }, not_found: { icon: CircleHelp, look: 'open' }, unknown: { icon: CircleHelp, look: 'open' } } as const;

/** Trips against the time there is: said first in two words, then why. */
export function Trips({ trips }: { trips: AllocationTrips }) {
  const { t, lang, loc } = useWords();
  const n = (count: number) => number(count, lang, 0);
  const { icon: Icon, look } = VERDICT[trips.verdict];
  return (
    <section className="block" aria-labelledby="alloc-trips">
      <h3 id="alloc-trips">{t('arrange.alloc.trips.title')}</h3>
      <div className={`verdict ${look}`} data-trips={trips.verdict}><p className="verdict-w"><Icon aria-hidden className="i" />{t(`arrange.alloc.trips.${trips.verdict}`)}{trips.lead_minutes !== null && ` ${t('arrange.alloc.trips.lead', { n: n(trips.lead_minutes) })}`}</p><p>{loc(trips.message)}</p></div>
      {trips.left_behind.length > 0 && <p><b>{t('arrange.alloc.trips.left')}:</b> {trips.left_behind.map((left) => t('arrange.alloc.trips.leftOf', { zone: left.zone, n: n(left.people) })).join('; ')}</p>}
      <DataTable
        caption={t('arrange.alloc.trips.title')} rows={trips.vehicles} rowKey={(line) => line.id} empty={<p>{t('arrange.alloc.trips.noVehicles')}</p>}
        columns={[
          { key: 'name', heading: t('arrange.alloc.trips.vehicle'), main: true, value: (line) => line.name },
          { key: 'number', heading: t('arrange.alloc.trips.number'), num: true, value: (line) => line.number }, { key: 'trips', heading: t('arrange.alloc.trips.count'), num: true, value: (line) => line.trips },
          { key: 'back', heading: t('arrange.alloc.trips.back'), num: true, value: (line) => line.back_after_minutes, cell: (line) => <>{n(line.back_after_minutes)}{trips.lead_minutes !== null && line.back_after_minutes > trips.lead_minutes && <> <Tag tone="danger">{`> ${n(trips.lead_minutes)}`}</Tag></>}</> },
        ]}
      />
    </section>
  );
}

/** Shelters that were not used: a reader who misses one finds here why. */
export function Passed({ proposal: { passed_over } }: { proposal: Allocation }) {
  const { t, loc } = useWords();
  return (
    <section className="block" aria-labelledby="alloc-passed">
      <h3 id="alloc-passed">{t('arrange.alloc.passed')}</h3>
      {passed_over.length === 0 ? <p className="mut">{t('arrange.alloc.passedNone')}</p> : (
        <ul className="allocpassed">{passed_over.map((shelter) => <li key={shelter.code} data-passed={shelter.reason}><div><b>{shelter.name}</b> <small className="mut nw">{shelter.code}</small></div><Tag tone={shelter.reason === 'suitability_unknown' || shelter.reason === 'no_capacity' ? 'unknown' : 'warn'}>{t(`arrange.alloc.reason.${shelter.reason}`)}</Tag><p className="sm">{loc(shelter.message)}</p></li>)}</ul>
      )}
    </section>
  );
}
