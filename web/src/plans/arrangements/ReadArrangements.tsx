import './arrangements.css';
import { Fragment } from 'react';
import { useSession } from '../../api/queries';
import { useWords } from '../../i18n';
import { number } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import { Tag } from '../../shared/Tags';
import { dayText } from '../days';
import type { PlanZone, Version } from '../types';
import { useRegisteredShelters, useZonePeople } from './ground';
import { Lacks, Ledger, SumTable } from './Ledger';
import { lacksOf, pointerOf, promisedIn, sumsOf, whole } from './model';
import { crossingWords, leadWords, lineWords, teamWords, vehicleWords } from './words';

/** What is arranged for each zone, to be read and printed. What is missing is ours to say and stays off the paper. */
export function ReadArrangements({ version, zones }: { version: Version; zones: readonly PlanZone[] }) {
  const words = useWords();
  const { t, lang } = words;
  const mayMeasure = useSession().data?.permissions.includes('read_households') ?? false;
  const people = useZonePeople(zones, version.hazard, mayMeasure);
  const shelters = useRegisteredShelters().data;
  const arrangements = version.content.arrangements ?? {};
  const promised = promisedIn(arrangements);
  const sorted = [...zones].sort((a, b) => a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true }));
  const n = (count: number) => number(count, lang, 0);
  return (
    <>
      <SumTable zones={sorted} arrangements={arrangements} people={people} />
      {sorted.map(({ properties: p }) => {
        const arranged = whole(arrangements[p.code]);
        const known = people.get(p.code);
        const sums = sumsOf(arranged, known?.people ?? null);
        const phoneWithheld = version.withheld.includes(pointerOf(p.code, 'in_charge/phone'));
        const lead = arranged.in_charge;
        return (
          <section key={p.code} className="situation arrzone" data-zone={p.code}>
            <h4 className="row wrap"><span>{p.code} · {p.name}</span><ThresholdChip level={p.evacuate_from_level} /></h4>
            <Ledger sums={sums} people={known} />
            <div className="noprint"><Lacks lacks={lacksOf(p, arranged, { people: known?.people ?? null, promised, shelters, hazard: version.hazard, phoneWithheld })} /></div>
            {p.code in arrangements && (
              <dl className="cya">
                <Item name={t('arrange.destinations')}>{arranged.destinations.length > 0 && <ul>{arranged.destinations.map((to) => <li key={to.code}>{to.name || to.code}: {t('arrange.people', { n: n(to.people) })}</li>)}</ul>}</Item>
                {(arranged.hosted > 0 || arranged.in_place > 0) && <Item name={t('arrange.elsewhere')}>{[arranged.hosted > 0 && `${t('arrange.sum.hosted')} ${n(arranged.hosted)}`, arranged.in_place > 0 && `${t('arrange.sum.inPlace')} ${n(arranged.in_place)}`].filter(Boolean).join('; ')}</Item>}
                <Item name={t('arrange.route.title')}>
                  {arranged.routes.length > 0 ? <ul>{arranged.routes.map((route, i) => <li key={i}>{route.name}<small>{lineWords(route, words)}; {route.crossings === null ? <Tag tone="unknown">{t('arrange.route.notLooked')}</Tag> : crossingWords(route, words)}</small></li>)}</ul> : p.route}
                </Item>
                <Item name={t('arrange.means.vehicles')}>{(arranged.vehicles.length > 0 || arranged.to_be_driven === 0) && <ul>{arranged.to_be_driven !== null && <li>{t('arrange.means.drivenRead', { n: n(arranged.to_be_driven) })}</li>}{arranged.vehicles.map((line) => <li key={line.id}>{vehicleWords(line, words)}</li>)}</ul>}</Item>
                <Item name={t('arrange.means.teams')}>{arranged.teams.length > 0 && <ul>{arranged.teams.map((team) => <li key={team.id}>{teamWords(team, words)}</li>)}</ul>}</Item>
                <Item name={t('arrange.means.stores')}>{arranged.stores.map((store) => store.name || store.id).join('; ')}</Item>
                <Item name={t('arrange.lead.title')}>
                  {lead && <Fragment>{leadWords(lead)}{lead.phone ? <small><a href={`tel:${lead.phone.replace(/[^\d+]/g, '')}`}>{lead.phone}</a>{lead.phone_confirmed_on ? `, ${t('arrange.lead.confirmedOn', { day: dayText(lead.phone_confirmed_on) })}` : `, ${t('arrange.lead.neverConfirmed')}`}</small> : <small>{t(phoneWithheld ? 'arrange.lead.withheld' : 'arrange.lack.phone')}</small>}</Fragment>}
                  {!lead && p.in_charge?.name}
                </Item>
              </dl>
            )}
          </section>
        );
      })}
    </>
  );
}

/** A part that says nothing is said to be open: a reader must not take it for nought. */
function Item({ name, children }: { name: string; children: React.ReactNode }) {
  const { t } = useWords();
  return <div><dt>{name}</dt><dd>{children || <Tag tone="unknown">{t('arrange.notSaid')}</Tag>}</dd></div>;
}
