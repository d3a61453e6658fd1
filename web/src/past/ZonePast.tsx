import { useCommunes } from '../api/queries';
import { usePageTitle } from '../app/pageTitle';
import { useWords } from '../i18n';
import { Row } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { hectares } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { Tag } from '../shared/Tags';
import { dayText } from '../plans/days';
import { revisionOn } from './history';
import { Timeline } from './Timeline';
import { useZoneHistory } from './useZoneHistory';

interface Props { id: string; /** The day it is shown on; null for a zone that is no longer in force. */ day: string | null; /** Said where nothing is known of it. */ none?: string }

/** A zone of the past: as it was on a day, or as it last was. Nothing of today stands beside it. */
export function ZonePast({ id, day, none }: Props) {
  const { t, lang } = useWords();
  const history = useZoneHistory(id);
  const communes = useCommunes().data?.features;
  const called = history.data?.items.at(-1)?.properties;
  usePageTitle(called && `${called.code} · ${called.name}${day ? ` · ${dayText(day)}` : ''}`);
  if (!history.data) return history.error && none ? <p className="empty">{none}</p> : <Waiting error={history.error} retry={() => void history.refetch()} />;
  const { items } = history.data;
  const shown = (day && revisionOn(items, day)) ?? items[items.length - 1];
  if (!shown) return <p className="empty">{none ?? t('notFound')}</p>;
  const z = shown.properties;
  const there = day === null || revisionOn(items, day) !== null;
  return (
    <article className="panelbody" data-zone={z.id}>
      <header className="sec head">
        <p className="eyebrow">{day ? t('past.zoneOn', { day: dayText(day) }) : t('zones.one')}</p>
        <h2>{z.code} · {z.name}</h2>
        <p className="row wrap">
          {!there && day && <span className="tag unk">{t('past.notThere', { day: dayText(day) })}</span>}
          {day === null && <Tag tone="warn">{t('zones.status.retired')}</Tag>}
          <Tag>{t('past.revision', { n: z.revision })}</Tag>
        </p>
      </header>
      <dl className="cya sec">
        <Row name={t('zones.hazard')}><span className="cap">{t(`hazards.${z.hazard as 'other'}`, { defaultValue: z.hazard })}</span></Row>
        <Row name={t('zones.commune')}>{communes?.find((commune) => commune.properties.code === z.commune_code)?.properties.name ?? z.commune_code}{z.village && <small>{t('zones.village')}: {z.village}</small>}</Row>
        <Row name={t('zones.evacuateFrom')}><ThresholdChip level={z.evacuate_from_level} /></Row>
        <Row name={t('zones.area')}>{hectares(z.area_m2, lang)}</Row>
      </dl>
      <Timeline id={id} />
    </article>
  );
}
