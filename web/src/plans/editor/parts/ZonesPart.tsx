import { FileUp, Map as MapIcon, Pencil, PenTool, Plus, Trash2 } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../../i18n';
import { ConfirmSheet } from '../../../shared/ConfirmSheet';
import { hectares } from '../../../shared/format';
import { ThresholdChip } from '../../../shared/LevelChip';
import { removeZone } from '../../acts';
import { planKeys } from '../../planQueries';
import type { PlanZone } from '../../types';
import type { PartProps } from '../PartEditor';

const ZoneMap = lazy(() => import('../ZoneMap'));

/** The zones that must move: where, from which level, to where, and who answers for each. They are drawn on a page of their own. */
export function ZonesPart({ version, zones, edit }: PartProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [gone, setGone] = useState<PlanZone | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [map, setMap] = useState(true);
  const at = (query: string) => `/plans/${version.plan_id}/versions/${version.n}/zones${query}`;
  return (
    <>
      <div className="row wrap">
        <Link className="btn" href={at('?new=1')} data-act="new-zone"><Plus aria-hidden className="i" />{t('plan.zone.add')}</Link>
        {zones.length > 0 && <Link className="btn" href={at('')} data-act="zones-map"><PenTool aria-hidden className="i" />{t('plan.zone.onMap')}</Link>}
        <Link className="btn" href={`/nhap-ban-do?kind=zones&plan=${encodeURIComponent(version.plan_code)}`}><FileUp aria-hidden className="i" />{t('plan.zone.import')}</Link>
        {zones.length > 0 && <button type="button" className="btn" aria-pressed={map} onClick={() => setMap(!map)}><MapIcon aria-hidden className="i" />{t(map ? 'plan.zone.hideMap' : 'plan.zone.showMap')}</button>}
        {edit.dirty && <span className="mut sm">{t('plan.zone.textKept')}</span>}
      </div>
      {map && zones.length > 0 && <Suspense fallback={<div className="zonemap" />}><ZoneMap zones={zones} chosen={chosen} onChoose={setChosen} /></Suspense>}
      <ZoneTable zones={zones} chosen={chosen} onChoose={setChosen} acts={(zone) => (
        <span className="row">
          <Link className="btn s" href={at(`?edit=${encodeURIComponent(zone.properties.code)}`)}><Pencil aria-hidden className="i sm" />{t('plan.zone.edit')}</Link>
          <button type="button" className="icb" disabled={edit.dirty} onClick={() => setGone(zone)} aria-label={t('plan.zone.remove', { code: zone.properties.code })}><Trash2 aria-hidden className="i sm" /></button>
        </span>
      )} />
      {gone && (
        <ConfirmSheet
          act={t('plan.zone.remove', { code: gone.properties.code })} tone="dan"
          answers={[{ name: t('plan.zone.name'), value: gone.properties.name }, { name: t('plan.step.then'), value: t('plan.zone.removeThen') }]}
          onAct={async () => { client.setQueryData(planKeys.version(version.plan_id, version.n), await removeZone(version, gone.properties.code)); }}
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}

interface TableProps { zones: PlanZone[]; chosen?: string | null; onChoose?: (code: string) => void; acts?: (zone: PlanZone) => React.ReactNode }
export function ZoneTable({ zones, chosen, onChoose, acts }: TableProps) {
  const { t, lang } = useWords();
  if (zones.length === 0) return <p className="mut">{t('plan.zone.none')}</p>;
  const sorted = [...zones].sort((a, b) => a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true }));
  return (
    <div className="tablebox">
      <table className="zonetable">
        <thead><tr><th scope="col">{t('plan.zone.code')}</th><th scope="col">{t('plan.zone.name')}</th><th scope="col">{t('plan.zone.level')}</th><th scope="col">{t('plan.zone.destinations')}</th><th scope="col">{t('plan.zone.inCharge')}</th>{acts && <th><span className="vh">{t('plan.zone.edit')}</span></th>}</tr></thead>
        <tbody>
          {sorted.map((zone) => {
            const p = zone.properties;
            return (
              <tr key={p.code} aria-selected={chosen === p.code || undefined} onClick={onChoose && (() => onChoose(p.code))}>
                <th scope="row" className="nw">{p.code}<small>{hectares(p.area_m2, lang)}</small></th>
                <td>{p.name}{p.village && <small className="mut">{p.village}</small>}</td>
                <td><ThresholdChip level={p.evacuate_from_level} /></td>
                <td>{p.destinations.join(', ') || <span className="tag unk">{t('plan.zone.noDestination')}</span>}{p.route && <small className="mut">{p.route}</small>}</td>
                <td>{p.in_charge?.name || <span className="tag unk">{t('unknown')}</span>}</td>
                {acts && <td onClick={(event) => event.stopPropagation()}>{acts(zone)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
