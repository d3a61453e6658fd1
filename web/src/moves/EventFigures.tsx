import { useWords } from '../i18n';
import { householdsPeople, number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { shares } from './board';
import { PropertyList, PropertySums } from './TallyHead';
import type { EventFigures, Pair } from './types';

/** People, with what is not known first and loud, and property beside them. */
export function EventFiguresView({ of: { total } }: { of: EventFigures }) {
  const { t, lang } = useWords();
  const desktop = useDesktop();
  const pair = (of: Pair) => householdsPeople(of.households, of.people, lang);
  const unknown = total.unknown.households > 0;
  const all = Math.max(1, total.listed.households);
  return (
    <div className="boardfigs">
      <section className="block" aria-labelledby="people-of-event">
        <h3 id="people-of-event">{t('board.people')}</h3>
        <div className="movebar" role="img" aria-label={shares(total).map(({ name, households }) => `${t(`board.part.${name}`)} ${households}`).join(', ')}>
          {shares(total).map(({ name, households }) => <i key={name} className={`part-${name}`} style={{ width: `${(100 * households) / all}%` }} />)}
        </div>
        <dl className="bfigs">
          <div className={unknown ? 'unknown' : ''} data-figure="unknown"><dt>{t('board.part.unknown')}</dt><dd>{pair(total.unknown)}{unknown && <small>{t('moves.head.unknownWhat')}</small>}</dd></div>
          <div data-figure="not_moved"><dt><i className="key part-not_moved" aria-hidden />{t('board.part.not_moved')}</dt><dd>{pair(total.not_moved)}{total.by_state.refused && <small>{t('board.refused', { n: total.by_state.refused.households })}</small>}</dd></div>
          <div data-figure="evacuated">
            <dt><i className="key part-evacuated" aria-hidden />{t('board.part.evacuated')}</dt>
            <dd>{pair(total.evacuated)}<small>{t('moves.form.host')} {pair(total.host)}</small><small>{t('moves.form.shelter')} {pair(total.shelter)}{total.shelters_in_use > 0 && `, ${t('board.atShelters', { count: total.shelters_in_use })}`}</small></dd>
          </div>
          <div><dt><i className="key part-in_place" aria-hidden />{t('board.part.in_place')}</dt><dd>{pair(total.in_place)}</dd></div>
          <div><dt><i className="key part-returned" aria-hidden />{t('board.part.returned')}</dt><dd>{pair(total.returned)}</dd></div>
          <div><dt>{t('moves.head.listed')}</dt><dd>{pair(total.listed)}<small>{t('moves.head.vulnerable', { n: number(total.vulnerable, lang) })}</small></dd></div>
        </dl>
      </section>
      <section className="block">{desktop ? <PropertySums totals={total.property} /> : <details className="boardfold"><summary><h3>{t('moves.head.property')}</h3></summary><PropertyList totals={total.property} /></details>}</section>
    </div>
  );
}
