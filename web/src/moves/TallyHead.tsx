import { useWords } from '../i18n';
import { householdsPeople, number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { propertyRows, type Tally } from './tally';
import { PROPERTY_KINDS, type Pair } from './types';
import { propertyRestWords } from './words';

/** People and property beside each other; what nobody knows first, loud, and never as safe. */
export function TallyHead({ tally }: { tally: Tally }) {
  const { t, lang } = useWords();
  const desktop = useDesktop();
  const pair = (of: Pair) => householdsPeople(of.households, of.people, lang);
  return (
    <div className="tally">
      <dl className="tally-p">
        <div className={tally.unknown.households > 0 ? 'unknown' : ''} data-tally="unknown"><dt>{t('moves.head.unknown')}</dt><dd><b>{pair(tally.unknown)}</b>{tally.unknown.households > 0 && <small>{t('moves.head.unknownWhat')}</small>}</dd></div>
        <div data-tally="staying"><dt>{t('moves.head.left')}</dt><dd><b>{pair(tally.staying)}</b></dd></div>
        <div data-tally="away">
          <dt>{t('moves.head.away')}</dt>
          <dd>
            <b>{pair(tally.away)}</b>
            {tally.away.households > 0 && <small>{t('moves.head.awayForms', { host: pair(tally.host), shelter: pair(tally.shelter) })}{tally.unstated.households > 0 && ` · ${t('moves.head.unstated', { n: pair(tally.unstated) })}`}</small>}
            {tally.uncounted.people > 0 && <small>{t('moves.head.uncounted', { n: number(tally.uncounted.people, lang) })}</small>}
          </dd>
        </div>
        {tally.inPlace.households > 0 && <div><dt>{t('moves.head.inPlace')}</dt><dd><b>{pair(tally.inPlace)}</b></dd></div>}
        {tally.home.households > 0 && <div><dt>{t('moves.head.home')}</dt><dd><b>{pair(tally.home)}</b></dd></div>}
        <div><dt>{t('moves.head.listed')}</dt><dd><b>{pair(tally.listed)}</b>{tally.vulnerable > 0 && <small>{t('moves.head.vulnerable', { n: number(tally.vulnerable, lang) })}</small>}</dd></div>
      </dl>
      {desktop ? <PropertySums totals={tally.property} /> : (
        <details className="tally-g folded">
          <summary>{t('moves.head.property')}</summary>
          <PropertyList totals={tally.property} />
        </details>
      )}
    </div>
  );
}

export function PropertySums({ totals }: { totals: Tally['property'] }) {
  const { t } = useWords();
  return (
    <div className="tally-g">
      <h3>{t('moves.head.property')}</h3>
      <PropertyList totals={totals} />
    </div>
  );
}

/** A line for each kind and unit: what is left to move and what is moved, and what was raised or left behind. */
export function PropertyList({ totals }: { totals: Tally['property'] }) {
  const words = useWords();
  if (totals.length === 0) return <p className="mut sm">{words.t('moves.head.noProperty')}</p>;
  return (
    <ul className="propertylist">
      {propertyRows(totals, PROPERTY_KINDS).map((row) => {
        const rest = propertyRestWords(row, words);
        return (
          <li key={`${row.kind} ${row.unit}`} data-property={`${row.kind} ${row.unit}`}>
            <span>{words.t(`moves.propertyKind.${row.kind}`)}</span>{' '}
            <span className="num">{words.t('moves.head.propertyLeft', { n: [number(row.amounts.to_move, words.lang), row.unit].filter(Boolean).join(' ') })}</span>{' '}
            <span className="num">{words.t('moves.head.propertyMoved', { n: number(row.amounts.moved, words.lang) })}</span>
            {rest && <small>{rest}</small>}
          </li>
        );
      })}
    </ul>
  );
}
