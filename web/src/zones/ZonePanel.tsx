import { Link } from 'wouter';
import { Row } from '../shared/ConfirmSheet';
import { dataAge, useActivations, useShelters, useZone, useZones } from '../api/queries';
import type { ZoneProperties } from '../api/types';
import { usePageTitle } from '../app/pageTitle';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { hectares, householdsPeople, number } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { propertyWords } from '../shared/property';
import { Tag } from '../shared/Tags';
import { Timeline } from '../past/Timeline';
import { usePastDay } from '../past/usePastDay';
import { ZonePast } from '../past/ZonePast';
import { ZoneStateChip } from './ZoneStateChip';

export function ZonePanel({ id }: { id: string }) {
  const { t } = useWords();
  const past = usePastDay();
  const zones = useZones();
  const loaded = zones.data?.features.find((feature) => feature.properties.id === id);
  // Beyond the first thousand, or no longer in force: asked for by itself.
  const single = useZone(id, zones.isSuccess && !loaded);
  if (past) return <ZonePast key={past} id={id} day={past} />;
  if (!zones.data) return <Waiting error={zones.error} retry={() => void zones.refetch()} />;
  if (loaded) return <ZoneDetail zone={loaded.properties} age={dataAge(zones)} />;
  if (single.data === undefined) return <Waiting error={single.error} retry={() => void single.refetch()} />;
  return single.data ? <ZoneDetail zone={single.data.properties} age={dataAge(single)} /> : <ZonePast id={id} day={null} none={t('notFound')} />;
}

function ZoneDetail({ zone: z, age }: { zone: ZoneProperties; age: Date | null }) {
  const words = useWords();
  const { t, lang } = words;
  usePageTitle(`${z.code} · ${z.name}`);
  return (
    <article className="panelbody" data-zone={z.id}>
      <header className="sec head">
        <p className="eyebrow row sp"><span>{t('zones.one')}</span><DataAge at={age} /></p>
        <h2>{z.code} · {z.name}</h2>
        <p className="row wrap"><ZoneStateChip state={z.state} />{z.status !== 'in_force' && <Tag tone="warn">{t(`zones.status.${z.status}`)}</Tag>}</p>
      </header>
      <dl className="pair">
        <div><dt>{t('zones.people')}</dt><dd><b className="big">{householdsPeople(z.households, z.people, lang)}</b><small>{t('zones.vulnerable', { n: number(z.vulnerable, lang) })}</small></dd></div>
        <div><dt>{t('zones.property')}</dt><dd><small>{propertyWords(z.property, words)}</small></dd></div>
      </dl>
      <dl className="cya sec">
        <Row name={t('zones.hazard')}><span className="cap">{t(`hazards.${z.hazard as 'other'}`, { defaultValue: z.hazard })}</span></Row>
        <Row name={t('zones.commune')}>{z.commune_name}{z.village && <small>{t('zones.village')}: {z.village}</small>}</Row>
        <Row name={t('zones.evacuateFrom')}><ThresholdChip level={z.evacuate_from_level} /></Row>
        <Row name={t('zones.area')}>{hectares(z.area_m2, lang)}</Row>
      </dl>
      <InActivations zoneId={z.id} />
      <Shelters commune={z.commune_code} />
      <Timeline id={z.id} />
    </article>
  );
}

function InActivations({ zoneId }: { zoneId: string }) {
  const { t } = useWords();
  const found = (useActivations().data ?? []).flatMap((a) => {
    const zone = a.zones.find((each) => each.zone_id === zoneId);
    return zone && (a.status === 'proposed' || a.status === 'active') ? [{ a, zone }] : [];
  });
  return (
    <section className="sec">
      <h3>{t('zones.now')}</h3>
      {found.length === 0 && <p className="sm mut">{t('zones.notInAny')}</p>}
      <ul className="links">
        {found.map(({ a, zone }) => (
          <li key={a.id}>
            <p className="sm">{a.plan.title} <Tag tone="warn">{t(`activations.zoneState.${zone.state}`)}</Tag></p>
            {zone.checklist_id
              ? <Link className="btn" href={`/checklists/${zone.checklist_id}`}>{t('zones.openChecklist')}</Link>
              : <Link className="btn" href={`/activations/${a.id}`}>{t('zones.seeProposal')}</Link>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shelters({ commune }: { commune: string }) {
  const { t, lang } = useWords();
  const shelters = (useShelters().data ?? []).filter((shelter) => shelter.commune_code === commune);
  return (
    <section className="sec">
      <h3>{t('zones.shelters')}</h3>
      {shelters.length === 0 && <p className="sm"><span className="tag unk">{t('zones.noShelters')}</span></p>}
      <ul className="dots">
        {shelters.map((s) => <li key={s.id}>{s.name} <span className="mut">· {t('map.seats', { n: number(s.capacity, lang) })}{s.keeper_phone && <> · <a href={`tel:${s.keeper_phone}`}>{s.keeper_phone}</a></>}</span></li>)}
      </ul>
    </section>
  );
}
