import { Combine, MoveRight, Pencil, Scissors, SquarePlus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWords } from '../../i18n';
import { ConfirmSheet } from '../../shared/ConfirmSheet';
import { hectares } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import { removeZone } from '../acts';
import type { PlanZone } from '../types';
import { useBoard, type WorkProps } from './board';
import { Measured } from './Measured';
import { useMeasure } from './useMeasure';

/** The zones of the version as a list that equals the map; the chosen one offers what can be done with it. */
export function Overview({ zones, version, editable, codes, onBoard, go, onSaved }: WorkProps & { editable: boolean; codes: string[] }) {
  const { t, lang } = useWords();
  const [gone, setGone] = useState<PlanZone | null>(null);
  const sorted = useMemo(() => [...zones].sort((a, b) => a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true })), [zones]);
  const chosen = sorted.find((zone) => zone.properties.code === codes[0]);
  const chosenCodes = useMemo(() => (chosen ? [chosen.properties.code] : []), [chosen]);
  const onChoose = useMemo(() => (code: string) => { if (zones.some((zone) => zone.properties.code === code)) go({ kind: 'overview', codes: [code] }); }, [zones, go]);
  const lookAt = useMemo(() => (chosen ? { key: `at ${chosen.properties.code}`, areas: [chosen.geometry] } : { key: 'all', areas: zones.map((zone) => zone.geometry) }), [chosen, zones]);
  useBoard(onBoard, { chosen: chosenCodes, onChoose, lookAt });
  return (
    <>
      <div className="zdesk-b">
        {!editable && <p className="ban info">{t('draw.readOnly')}</p>}
        {editable && <button type="button" className={zones.length === 0 ? 'btn pri' : 'btn'} onClick={() => go({ kind: 'new' })} data-act="new-zone"><SquarePlus aria-hidden className="i" />{t('draw.act.new')}</button>}
        <p className="mut sm">{t(zones.length === 0 ? 'draw.none' : 'draw.pick')}</p>
        <ul className="zlist">
          {sorted.map((zone) => {
            const p = zone.properties;
            const here = zone === chosen;
            return (
              <li key={p.code} className={here ? 'here' : undefined}>
                <button type="button" className="zlist-row" aria-expanded={here} onClick={() => go({ kind: 'overview', codes: here ? [] : [p.code] })}>
                  <b className="nw">{p.code}</b>
                  <span className="grow"><span className="cut">{p.name}</span><small className="mut">{[p.village, hectares(p.area_m2, lang)].filter(Boolean).join(' · ')}</small></span>
                  <ThresholdChip level={p.evacuate_from_level} />
                </button>
                {here && <Chosen zone={zone} editable={editable} many={zones.length > 1} go={go} onRemove={() => setGone(zone)} />}
              </li>
            );
          })}
        </ul>
      </div>
      {gone && (
        <ConfirmSheet
          act={t('plan.zone.remove', { code: gone.properties.code })} tone="dan"
          answers={[{ name: t('plan.zone.name'), value: gone.properties.name }, { name: t('plan.step.then'), value: t('plan.zone.removeThen') }]}
          onAct={async () => { onSaved(await removeZone(version, gone.properties.code)); go({ kind: 'overview', codes: [] }); }}
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}

function Chosen({ zone, editable, many, go, onRemove }: { zone: PlanZone; editable: boolean; many: boolean; go: WorkProps['go']; onRemove: () => void }) {
  const { t } = useWords();
  const { code, hazard, commune_code } = zone.properties;
  const measuring = useMeasure(zone.geometry, { hazard, commune_code, except: [code] });
  return (
    <div className="zlist-open">
      <Measured measuring={measuring} />
      {editable && (
        <div className="zacts">
          <button type="button" className="btn pri" onClick={() => go({ kind: 'edit', code })} data-act="edit-zone"><Pencil aria-hidden className="i" />{t('draw.act.edit')}</button>
          <button type="button" className="btn" onClick={() => go({ kind: 'split', code })} data-act="split-zone"><Scissors aria-hidden className="i" />{t('draw.act.split')}</button>
          {many && <button type="button" className="btn" onClick={() => go({ kind: 'merge', codes: [code] })} data-act="merge-zone"><Combine aria-hidden className="i" />{t('draw.act.merge')}</button>}
          <button type="button" className="btn" onClick={() => go({ kind: 'move', code })} data-act="move-zone"><MoveRight aria-hidden className="i" />{t('draw.act.move')}</button>
          <button type="button" className="btn" onClick={onRemove}><Trash2 aria-hidden className="i" />{t('plan.zone.remove', { code })}</button>
        </div>
      )}
    </div>
  );
}
