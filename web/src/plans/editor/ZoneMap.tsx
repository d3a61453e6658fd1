import { useEffect, useMemo } from 'react';
import { useCommunes } from '../../api/queries';
import { useWords } from '../../i18n';
import { communeNames } from '../../map/features';
import { boxOf, labelPoint } from '../../map/geometry';
import { collection, putInto, still, useGroundMap } from '../../map/useGroundMap';
import type { PlanZone } from '../types';

interface Props { zones: PlanZone[]; chosen: string | null; onChoose?: (code: string) => void }

/** The zones of one version on a small map, in the look of the large one. */
export default function ZoneMap({ zones, chosen, onChoose }: Props) {
  const { t } = useWords();
  const bounds = useMemo(() => boxOf(zones.map((zone) => zone.geometry)), []);
  const { frame, map } = useGroundMap({ bounds });
  const communes = useCommunes().data;

  useEffect(() => {
    if (!map) return;
    putInto(map, 'zones', collection(zones.map((zone) => ({ type: 'Feature', geometry: zone.geometry, properties: { id: zone.properties.code, state: chosen && zone.properties.code !== chosen ? 'normal' : 'prepare' } }))));
    // Codes only: a badge with a state would say that something is going on.
    putInto(map, 'communeNames', collection([...(communes ? communeNames(communes).features : []), ...zones.flatMap((zone) => {
      const at = labelPoint(zone.geometry);
      return at ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { name: zone.properties.code } }] : [];
    })]));
    map.setFilter('zones-shown', ['in', ['get', 'id'], ['literal', chosen ? [chosen] : []]]);
  }, [map, zones, communes, chosen]);

  useEffect(() => {
    const zone = zones.find((each) => each.properties.code === chosen);
    const box = zone && boxOf([zone.geometry]);
    if (map && box) map.fitBounds(box, { padding: 48, maxZoom: 14, animate: !still() });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, chosen]);

  useEffect(() => {
    if (!map || !onChoose) return;
    const click = (event: { point: { x: number; y: number } }) => {
      const hit = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: ['zones'] })[0];
      if (hit) onChoose(String(hit.properties.id));
    };
    map.on('click', click);
    return () => { map.off('click', click); };
  }, [map, onChoose]);

  return <div ref={frame} className="zonemap" role="img" aria-label={t('plan.zone.map', { count: zones.length })} />;
}
