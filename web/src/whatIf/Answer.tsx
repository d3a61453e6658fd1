import { LoaderCircle, Calculator } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Counted, WhatIf, WhatIfPlace } from '../api/findings';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { Failure } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { householdsPeople, moment, number } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { levelNoun } from '../shared/levels';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { paired, placeOf, sheltersIn, shortOf } from './answer';
import { Shelters } from './Shelters';
import { Shortages } from './Shortages';

interface Props { answer: WhatIf; behind: boolean; error: unknown; retry: () => void }

/** All of the answer in one place: people by both sources, property, places, what is short, trips. */
export function Answer({ answer, behind, error, retry }: Props) {
  const { t, loc } = useWords();
  const [commune, setCommune] = useState('');
  const place = placeOf(answer, commune);
  const own = place.commune_code;
  const hazard = t(`hazards.${answer.hazard as 'other'}`, { defaultValue: answer.hazard });
  return (
    <>
      <div className="wi-advice">
        <p><span className="wi-est"><Calculator aria-hidden size={13} />{t('whatIf.advice')}</span> {loc(answer.advice)} <span className="nw mut">{t('whatIf.at', { time: moment(answer.at, now()) })}</span>{behind && <span className="behind" role="status"><LoaderCircle aria-hidden size={12} />{t('whatIf.behind')}</span>}</p>
      </div>
      {error !== null && <Failure error={error} retry={retry} />}
      {answer.zones.length === 0 ? <div className="emptybox"><p>{t('whatIf.nothing')}</p></div> : (
        <>
          <div className="wi-head">
            <h3 className="grow" data-zones={answer.zones.length}>{t('whatIf.headline', { hazard, level: levelNoun(answer.level, t), zones: answer.zones.length, communes: answer.communes.length })}</h3>
            {answer.communes.length > 1 && <div className="noprint"><Select inline label={t('whatIf.view')} value={own ?? ''} onChange={(event) => setCommune(event.target.value)} options={[{ value: '', name: t('whatIf.whole') }, ...answer.communes.map((each) => ({ value: each.commune_code ?? '', name: each.commune_name ?? '' }))]} data-field="view" /></div>}
          </div>
          {own && <p className="printonly"><b>{place.commune_name}</b></p>}
          <div className="wi-grid">
            <div><People place={place} /><Shortages place={place} /></div>
            <div><Shelters place={place} shelters={sheltersIn(answer, own)} /><Property place={place} /></div>
          </div>
          {answer.communes.length > 1 && <Communes answer={answer} />}
          <Zones answer={answer} commune={own} />
        </>
      )}
    </>
  );
}

export function Part({ title, children, className = '' }: { title: string; children: ReactNode; className?: string }) {
  return <section className={`block wi-part ${className}`}><h4>{title}</h4>{children}</section>;
}

/** A figure with how many could not be counted into it: what is not known is said as loudly as what is. */
export function Figure({ of }: { of: Pick<Counted, 'count' | 'unknown'> | null }) {
  const { t, lang } = useWords();
  if (of === null) return <span className="mut">{t('whatIf.notSaid')}</span>;
  return <>{number(of.count, lang)}{of.unknown > 0 && <> <Tag tone="unknown">{t('whatIf.unknown', { n: number(of.unknown, lang) })}</Tag></>}</>;
}

function People({ place }: { place: WhatIfPlace }) {
  const { t, loc, lang } = useWords();
  const { tables, register } = place;
  const n = (value: number) => number(value, lang);
  const none = place.zones > 0 && tables.zones_unknown >= place.zones;
  const told = (value: number) => (none ? <Tag tone="unknown">{t('unknown')}</Tag> : n(value));
  const zones = (unknown: number) => (unknown > 0 ? <Tag tone="unknown">{n(unknown)}</Tag> : '0');
  return (
    <Part title={t('whatIf.people')}>
      <table className="wi-pair" data-part="people">
        <caption className="vh">{t('whatIf.people')}</caption>
        <thead><tr><td /><th scope="col" className="num">{t('whatIf.byTables')}</th><th scope="col" className="num">{t('whatIf.byRegister')}</th></tr></thead>
        <tbody>
          <tr className="loud"><th scope="row">{t('whatIf.row.households')}</th><td className="num">{told(tables.households)}</td><td className="num">{n(register.households)}</td></tr>
          <tr className="loud"><th scope="row">{t('whatIf.row.people')}</th><td className="num" data-figure="tables">{told(tables.people)}</td><td className="num" data-figure="register">{n(register.people)}</td></tr>
          <tr><th scope="row">{t('whatIf.row.inShelters')}</th><td className="num">{told(tables.in_shelters)}</td><td className="num">{n(register.in_shelters)}</td></tr>
          <tr><th scope="row">{t('whatIf.row.needing')}</th><td className="num"><Figure of={null} /></td><td className="num">{n(register.needing_help)}</td></tr>
          <tr><th scope="row">{t('whatIf.row.undecided')}</th><td className="num"><Figure of={null} /></td><td className="num">{householdsPeople(register.undecided_households, register.undecided_people, lang)}</td></tr>
          <tr><th scope="row">{t('whatIf.row.zonesUnknown')}</th><td className="num">{zones(tables.zones_unknown)}</td><td className="num">{zones(register.zones_unknown)}</td></tr>
          {register.households_unplaced > 0 && <tr><th scope="row">{t('whatIf.row.unplaced')}</th><td className="num"><Figure of={null} /></td><td className="num"><Tag tone="unknown">{n(register.households_unplaced)}</Tag></td></tr>}
        </tbody>
        <tbody>
          <tr><th scope="colgroup" colSpan={3} className="wi-sub">{t('whatIf.vulnerable')}</th></tr>
          {paired(tables.vulnerable, register.vulnerable).map((row) => (
            <tr key={row.kind}><th scope="row" className="capfirst">{loc(row.name)}</th><td className="num"><Figure of={row.tables} /></td><td className="num"><Figure of={row.register} /></td></tr>
          ))}
        </tbody>
      </table>
      <p className="mut sm">{t('whatIf.twoColumns')}</p>
    </Part>
  );
}

/** Nought where no table says anything would read as nobody. */
function OfTables({ place }: { place: WhatIfPlace }) {
  const { t, lang } = useWords();
  const { tables, zones } = place;
  if (zones > 0 && tables.zones_unknown >= zones) return <Tag tone="unknown">{t('unknown')}</Tag>;
  return <>{householdsPeople(tables.households, tables.people, lang)}{tables.zones_unknown > 0 && <> <Tag tone="unknown">{t('whatIf.unknownZones', { count: tables.zones_unknown })}</Tag></>}</>;
}

function Property({ place }: { place: WhatIfPlace }) {
  const { t, loc, lang } = useWords();
  const { property } = place.register;
  return (
    <Part title={t('whatIf.property')}>
      {property.length === 0 ? <p className="mut sm">{t('whatIf.noProperty')}</p> : (
        <table className="wi-pair">
          <caption className="vh">{t('whatIf.property')}</caption>
          <thead className="vh"><tr><th scope="col">{t('whatIf.kind')}</th><th scope="col">{t('whatIf.quantity')}</th></tr></thead>
          <tbody>{property.map((each) => <tr key={each.kind}><th scope="row" className="capfirst">{loc(each.name)}</th><td className="num">{number(each.quantity, lang)} {each.unit}{each.unknown > 0 && <> <Tag tone="unknown">{t('whatIf.unknown', { n: number(each.unknown, lang) })}</Tag></>}</td></tr>)}</tbody>
        </table>
      )}
    </Part>
  );
}

function Communes({ answer }: { answer: WhatIf }) {
  const { t, lang } = useWords();
  const columns: Column<WhatIfPlace>[] = [
    { key: 'commune', heading: t('whatIf.commune'), main: true, value: (place) => place.commune_name },
    { key: 'zones', heading: t('whatIf.zones'), num: true, value: (place) => place.zones, sum: () => number(answer.total.zones, lang) },
    { key: 'tables', heading: t('whatIf.byTables'), num: true, value: (place) => place.tables.people, cell: (place) => <OfTables place={place} />, sum: () => householdsPeople(answer.total.tables.households, answer.total.tables.people, lang) },
    { key: 'register', heading: t('whatIf.byRegister'), num: true, value: (place) => place.register.people, cell: (place) => householdsPeople(place.register.households, place.register.people, lang), sum: () => householdsPeople(answer.total.register.households, answer.total.register.people, lang) },
    { key: 'night', heading: t('whatIf.placesLeft'), num: true, value: (place) => place.places.night, cell: (place) => <Figure of={{ count: place.places.night, unknown: place.places.night_unknown }} />, sum: () => number(answer.total.places.night, lang) },
    { key: 'short', heading: t('whatIf.shortPlaces'), num: true, value: (place) => shortOf(place.shortages, 'places_night') ?? 0, cell: (place) => <Short of={shortOf(place.shortages, 'places_night')} />, sum: () => <Short of={shortOf(answer.total.shortages, 'places_night')} /> },
  ];
  return <section className="wi-part"><h4>{t('whatIf.communes')}</h4><DataTable caption={t('whatIf.communes')} columns={columns} rows={answer.communes} rowKey={(place) => place.commune_code ?? ''} sorted={{ key: 'short', down: true }} empty={null} /></section>;
}

export function Short({ of }: { of: number | null }) {
  const { t, lang } = useWords();
  return of === null || of <= 0 ? <span className="mut">{t('whatIf.enough')}</span> : <b className="danger">{number(of, lang)}</b>;
}

function Zones({ answer, commune }: { answer: WhatIf; commune: string | null }) {
  const { t } = useWords();
  const zones = answer.zones.filter((zone) => commune === null || zone.commune_code === commune);
  return (
    <details className="fold block wi-fold">
      <summary><h4>{t('whatIf.zonesTitle')} <span className="cnt">{zones.length}</span></h4></summary>
      <ul className="wi-zonelist">
        {zones.map((zone) => <li key={zone.id}><Link href={`/zones/${zone.id}`}>{zone.code}</Link> {zone.name} <ThresholdChip level={zone.evacuate_from_level} />{zone.in_part && <> <Tag tone="warn">{t('whatIf.inPart')}</Tag></>}</li>)}
      </ul>
    </details>
  );
}
