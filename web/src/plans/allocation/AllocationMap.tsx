import '../../i18n/mapwork';
import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import type { AllocationRow } from '../../api/allocation';
import type { Shelter } from '../../api/types';
import { useWords } from '../../i18n';
import { boxOf, labelPoint, type Box } from '../../map/geometry';
import type { Token } from '../../map/tokens';
import { collection, putInto, useGroundMap } from '../../map/useGroundMap';
import type { PlanZone } from '../types';
import { linesOf } from './rows';

interface Props { rows: readonly AllocationRow[]; zones: readonly PlanZone[]; shelters: readonly Shelter[]; chosen: number | null; onChoose: (n: number) => void }

function prepare(map: MapLibre, token: Token): void {
  for (const source of ['moves', 'zoneCodes']) map.addSource(source, { type: 'geojson', data: collection([]) });
  const beside = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'beside'], ['literal', kinds]];
  const width: ExpressionSpecification = ['get', 'width'];
  const layout = { 'line-cap': 'round' as const };
  map.addLayer({ id: 'moves-case', source: 'moves', type: 'line', layout, paint: { 'line-color': token('m-halo'), 'line-width': ['+', width, 3] } }, 'shelters');
  map.addLayer({ id: 'moves-same', source: 'moves', type: 'line', filter: beside('same'), layout, paint: { 'line-color': token('line-strong'), 'line-width': width } }, 'shelters');
  map.addLayer({ id: 'moves-new', source: 'moves', type: 'line', filter: beside('new', 'moved'), layout, paint: { 'line-color': token('accent'), 'line-width': width } }, 'shelters');
  map.addLayer({ id: 'moves-dropped', source: 'moves', type: 'line', filter: beside('dropped'), paint: { 'line-color': token('danger'), 'line-width': 2.5, 'line-dasharray': [2, 2] } }, 'shelters');
  map.addLayer({ id: 'moves-chosen', source: 'moves', type: 'line', filter: ['==', ['get', 'n'], -1], layout, paint: { 'line-color': token('focus'), 'line-width': ['+', width, 2] } }, 'shelters');
  const halo = { 'text-color': token('m-label'), 'text-halo-color': token('m-halo'), 'text-halo-width': 2 };
  map.addLayer({ id: 'moves-people', source: 'moves', type: 'symbol', layout: { 'symbol-placement': 'line-center', 'text-rotation-alignment': 'viewport', 'text-field': ['get', 'people'], 'text-font': ['Noto Sans Bold'], 'text-size': 13, 'text-allow-overlap': true }, paint: halo });
  map.addLayer({ id: 'zone-codes', source: 'zoneCodes', type: 'symbol', layout: { 'text-field': ['get', 'code'], 'text-font': ['Noto Sans Bold'], 'text-size': 13, 'text-anchor': 'bottom', 'text-allow-overlap': true }, paint: halo });
}

/** Zones, shelters and a line for each row, as wide as many go; the table says the same in words. */
export default function AllocationMap({ rows, zones, shelters, chosen, onChoose }: Props) {
  const { t } = useWords();
  const lines = useMemo(() => linesOf(rows, zones, shelters), [rows, zones, shelters]);
  const bounds = useMemo(() => around(zones, lines), []);
  const { frame, map } = useGroundMap({ bounds, prepare });

  useEffect(() => {
    if (!map) return;
    putInto(map, 'zones', collection(zones.map((zone) => ({ type: 'Feature', geometry: zone.geometry, properties: { id: zone.properties.code, state: 'prepare' } }))));
    map.setPaintProperty('zones', 'fill-opacity', 0.5);
    putInto(map, 'zoneCodes', collection(zones.flatMap((zone) => { const at = labelPoint(zone.geometry); return at ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { code: zone.properties.code } }] : []; })));
    putInto(map, 'shelters', collection(shelters.map((shelter) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [shelter.lon, shelter.lat] }, properties: { id: shelter.id, name: shelter.name, capacity: shelter.capacity } }))));
    putInto(map, 'moves', collection(lines));
  }, [map, zones, shelters, lines]);
  useEffect(() => { map?.setFilter('moves-chosen', ['==', ['get', 'n'], chosen ?? -1]); }, [map, chosen]);
  useEffect(() => {
    if (!map) return;
    const click = (event: { point: { x: number; y: number } }) => {
      const { x, y } = event.point;
      const hit = map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['moves-same', 'moves-new', 'moves-dropped'] })[0];
      if (hit) onChoose(Number(hit.properties.n));
    };
    map.on('click', click);
    return () => { map.off('click', click); };
  }, [map, onChoose]);

  return <div className="allocmap mappane"><div ref={frame} className="mapframe" role="group" aria-label={t('arrange.alloc.map', { count: lines.length })} /></div>;
}

function around(zones: readonly PlanZone[], lines: readonly GeoJSON.Feature[]): Box | null {
  const box = boxOf(zones.map((zone) => zone.geometry));
  const ends = lines.flatMap((line) => (line.geometry.type === 'LineString' ? line.geometry.coordinates : []));
  return box && ends.reduce<Box>(([w, s, e, n], [lon = 0, lat = 0]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)], box);
}
