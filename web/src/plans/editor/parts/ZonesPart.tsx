import { Map as MapIcon, Pencil, Plus, Trash2 } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../../i18n';
import { ConfirmSheet } from '../../../shared/ConfirmSheet';
import { hectares } from '../../../shared/format';
import { ThresholdChip } from '../../../shared/LevelChip';
import { removeZone } from '../../acts';
import { planKeys } from '../../planQueries';
import type { PlanZone } from '../../types';
import type { PartProps } from '../PartEditor';
import { ZoneForm } from './ZoneForm';

const ZoneMap = lazy(() => import('../ZoneMap'));

/** The zones that must move: where, from which level, to where, and who answers for each. */
export function ZonesPart({ version, plan, form, zones, edit }: PartProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState<PlanZone | 'new' | null>(null);
  const [gone, setGone] = useState<PlanZone | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [map, setMap] = useState(true);
  return (
    <>
      <div className="row wrap">
        <button type="button" className="btn" disabled={edit.dirty} title={edit.dirty ? t('plan.saveFirst') : undefined} onClick={() => setOpen('new')} data-act="new-zone"><Plus aria-hidden className="i" />{t('plan.zone.add')}</button>
        {zones.length > 0 && <button type="button" className="btn" aria-pressed={map} onClick={() => setMap(!map)}><MapIcon aria-hidden className="i" />{t(map ? 'plan.zone.hideMap' : 'plan.zone.showMap')}</button>}
        {edit.dirty && <span className="mut sm">{t('plan.zone.saveFirst')}</span>}
      </div>
      {map && zones.length > 0 && <Suspense fallback={<div className="zonemap" />}><ZoneMap zones={zones} chosen={chosen} onChoose={setChosen} /></Suspense>}
      <ZoneTable zones={zones} chosen={chosen} onChoose={setChosen} acts={(zone) => (
        <span className="row">
          <button type="button" className="btn s" disabled={edit.dirty} onClick={() => setOpen(zone)}><Pencil aria-hidden className="i sm" />{t('plan.zone.edit')}</button>
          <button type="button" className="icb" disabled={edit.dirty} onClick={() => setGone(zone)} aria-label={t('plan.zone.remove', { code: zone.properties.code })}><Trash2 aria-hidden className="i sm" /></button>
        </span>
      )} />
      {open && <ZoneForm plan={plan} version={version} form={form} zones={zones} zone={open === 'new' ? null : open} shelters={edit.content.annexes.shelters ?? []} onClose={() => setOpen(null)} />}
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
