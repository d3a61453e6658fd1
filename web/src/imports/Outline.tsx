import { boxOf } from '../map/geometry';
import { useWords } from '../i18n';
import type { Fault } from '../plans/zones/types';
import { pathOf, placeIn } from './figure';

const SIDE = 150;

/** One outline as a small figure, with the places of its faults; two of them in one box can be compared. */
export function Outline({ geometry, within, faults = [], label }: { geometry: GeoJSON.Geometry; within: GeoJSON.Geometry[]; faults?: readonly Fault[]; label: string }) {
  const { t } = useWords();
  const box = boxOf(within);
  if (!box) return <p className="mut sm">{t('importing.noOutline')}</p>;
  return (
    <svg className="figureof" viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={label}>
      <path d={pathOf(geometry, box, SIDE)} fillRule="evenodd" />
      {faults.map((fault, i) => {
        const at = fault.at && placeIn(fault.at, box, SIDE);
        return at ? <circle key={i} cx={at[0]} cy={at[1]} r={6} /> : null;
      })}
    </svg>
  );
}
