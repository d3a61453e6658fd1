import { GitMerge } from 'lucide-react';
import { useWords } from '../../i18n';
import { Banner } from '../../shared/Banner';
import { useNow } from '../../shared/clock';
import { hectares, moment } from '../../shared/format';
import type { PlanZone } from '../types';
import { sameRings } from '../../drawing/rings';
import { differences, draftOf, type ZoneDraft } from './work';
import type { Clash } from './zoneActs';

const NAMES = { name: 'plan.zone.name', village: 'plan.zone.village', commune_code: 'plan.unit', level: 'plan.zone.level', destinations: 'plan.zone.destinations', route: 'plan.zone.route', person: 'plan.zone.inCharge' } as const;
interface Props {
  clash: Clash; mine: ZoneDraft | null; myArea: number | null;
  onKeep: () => void; onTake: () => void; onGoOn: () => void;
}

/** Somebody else saved the zone first: what changed, and three ways on. Nothing drawn is lost by any but the one that says so. */
export function ClashBox({ clash, mine, myArea, onKeep, onTake, onGoOn }: Props) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const theirs: PlanZone | undefined = clash.zones.find((zone) => clash.codes.includes(zone.properties.code));
  const form = theirs && mine ? draftOf(theirs, { commune: mine.commune_code, level: Number(mine.level) }) : null;
  const rows = form && mine ? differences(mine, form).filter((each) => each.field in NAMES) : [];
  const by = clash.by || t('draw.clash.someone');
  return (
    <div className="clash" role="alert">
      <Banner tone="warn" icon={GitMerge}><b>{t('draw.clash.title', { codes: clash.codes.join(', '), by: clash.at ? `${by} (${moment(clash.at, now)})` : by })}</b>{theirs && <><br />{t('draw.clash.onMap')}</>}</Banner>
      {!theirs && <p>{t('draw.clash.removed')}</p>}
      {form && mine && theirs && (
        <table>
          <thead><tr><td /><th scope="col">{t('draw.clash.mine')}</th><th scope="col">{t('draw.clash.theirs')}</th></tr></thead>
          <tbody>
            <tr><th scope="row">{t('draw.clash.area')}</th>{sameRings(mine.rings, form.rings) ? <td colSpan={2}>{t('draw.clash.sameArea')}</td> : <><td>{myArea === null ? '—' : hectares(myArea, lang)}</td><td>{hectares(theirs.properties.area_m2, lang)}</td></>}</tr>
            {rows.map((row) => <tr key={row.field}><th scope="row">{t(NAMES[row.field as keyof typeof NAMES])}</th><td>{row.mine || '—'}</td><td>{row.theirs || '—'}</td></tr>)}
          </tbody>
        </table>
      )}
      <div className="zacts">
        <button type="button" className="btn pri" onClick={onKeep} data-act="keep-mine">{t('draw.clash.keep')}</button>
        <button type="button" className="btn" onClick={onGoOn}>{t('draw.clash.on')}</button>
        <button type="button" className="btn" onClick={onTake} data-act="take-theirs">{t('draw.clash.take')}</button>
      </div>
    </div>
  );
}
