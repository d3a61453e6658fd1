import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { useWords } from '../i18n';
import type { Box } from '../map/geometry';
import type { Token } from '../map/tokens';
import { collection, putInto, still, useGroundMap } from '../map/useGroundMap';
import type { ImportItem } from './types';

interface Props {
  items: readonly ImportItem[];
  /** Where each possible reading would put the file. */
  boxes: readonly { letter: string; bounds: Box }[];
  chosen: number | null; showRepair: boolean; onChoose?: (i: number) => void;
}

/** Far enough away to see which commune a place is in. */
const BY_COMMUNE = 11;

function prepare(map: MapLibre, token: Token): void {
  for (const source of ['items', 'edges', 'boxes', 'boxNames', 'repair', 'faults']) map.addSource(source, { type: 'geojson', data: collection([]) });
  const colour: ExpressionSpecification = ['match', ['get', 'fate'], 'added', token('ok'), 'changed', token('warn'), 'repaired', token('ok'), 'held', token('danger'), 'refused', token('danger'), token('line-strong')];
  const polygons: ExpressionSpecification = ['!=', ['geometry-type'], 'Point'];
  map.addLayer({ id: 'items', source: 'items', type: 'fill', filter: polygons, paint: { 'fill-color': colour, 'fill-opacity': 0.35 } });
  // Edges are lines of their own: an outline that crosses itself may fill nothing, and is what one wants to see.
  map.addLayer({ id: 'items-line', source: 'edges', type: 'line', paint: { 'line-color': colour, 'line-width': 1.6 } });
  map.addLayer({ id: 'items-point', source: 'items', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': colour, 'circle-radius': 6, 'circle-stroke-width': 2, 'circle-stroke-color': token('m-halo') } });
  map.addLayer({ id: 'repair', source: 'repair', type: 'line', paint: { 'line-color': token('ok'), 'line-width': 3.5, 'line-dasharray': [2, 1.2] } });
  const chosen: ExpressionSpecification = ['==', ['get', 'i'], -1];
  map.addLayer({ id: 'chosen-case', source: 'edges', type: 'line', filter: chosen, paint: { 'line-color': token('focus-ink'), 'line-width': 6 } });
  map.addLayer({ id: 'chosen', source: 'edges', type: 'line', filter: chosen, paint: { 'line-color': token('focus'), 'line-width': 3 } });
  // The repair lies on top of what it repairs.
  map.moveLayer('repair');
  map.addLayer({ id: 'chosen-point', source: 'items', type: 'circle', filter: ['all', chosen, ['==', ['geometry-type'], 'Point']], paint: { 'circle-color': token('focus'), 'circle-radius': 9, 'circle-stroke-width': 3, 'circle-stroke-color': token('focus-ink') } });
  map.addLayer({ id: 'faults', source: 'faults', type: 'circle', paint: { 'circle-radius': 9, 'circle-color': token('danger'), 'circle-stroke-color': token('m-halo'), 'circle-stroke-width': 2.5 } });
  map.addLayer({ id: 'boxes', source: 'boxes', type: 'line', paint: { 'line-color': token('accent'), 'line-width': 3 } });
  map.addLayer({ id: 'box-names', source: 'boxNames', type: 'symbol', layout: { 'text-field': ['get', 'letter'], 'text-font': ['Noto Sans Bold'], 'text-size': 26, 'text-allow-overlap': true }, paint: { 'text-color': token('accent'), 'text-halo-color': token('m-halo'), 'text-halo-width': 3 } });
}

/** The features of a file on the ground, against the outlines of communes. */
export default function ImportMap({ items, boxes, chosen, showRepair, onChoose }: Props) {
  const { t } = useWords();
  const whole = useMemo(() => around(boxes.length > 0 ? boxes.map((each) => each.bounds) : items.flatMap((item) => (item.geometry ? [boundsOf(item.geometry)] : []))), [items, boxes]);
  const { frame, map } = useGroundMap({ bounds: whole, prepare });

  useEffect(() => {
    if (!map) return;
    putInto(map, 'items', collection(items.flatMap((item, i): GeoJSON.Feature[] => (item.geometry ? [{ type: 'Feature', geometry: item.geometry, properties: { i, fate: item.fate } }] : []))));
    putInto(map, 'edges', collection(items.flatMap((item, i): GeoJSON.Feature[] => (item.geometry ? [{ type: 'Feature', geometry: { type: 'MultiLineString', coordinates: ringsIn(item.geometry) }, properties: { i, fate: item.fate } }] : []))));
    putInto(map, 'boxes', collection(boxes.map(({ bounds: [w, s, e, n] }) => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } }))));
    putInto(map, 'boxNames', collection(boxes.map(({ letter, bounds: [w, s, e, n] }) => ({ type: 'Feature', properties: { letter }, geometry: { type: 'Point', coordinates: [(w + e) / 2, (s + n) / 2] } }))));
  }, [map, items, boxes]);

  const wholeKey = whole?.map((edge) => edge.toFixed(4)).join();
  useEffect(() => { if (map && whole) map.fitBounds(whole, { padding: 40, maxZoom: boxes.length > 0 ? BY_COMMUNE : 13, animate: !still() }); }, [map, wholeKey]);

  useEffect(() => {
    if (!map) return;
    const item = chosen === null ? undefined : items[chosen];
    for (const layer of ['chosen', 'chosen-case']) map.setFilter(layer, ['==', ['get', 'i'], chosen ?? -1]);
    map.setFilter('chosen-point', ['all', ['==', ['get', 'i'], chosen ?? -1], ['==', ['geometry-type'], 'Point']]);
    putInto(map, 'repair', collection(item?.repair && showRepair ? [{ type: 'Feature', properties: {}, geometry: item.repair.geometry }] : []));
    putInto(map, 'faults', collection((item?.faults ?? []).flatMap((fault) => (fault.at ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: fault.at } }] : []))));
  }, [map, items, chosen, showRepair]);
  useEffect(() => {
    const geometry = chosen === null ? null : items[chosen]?.geometry;
    if (map && geometry) map.fitBounds(boundsOf(geometry), { padding: 70, maxZoom: 15, animate: !still() });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, chosen]);

  useEffect(() => {
    if (!map || !onChoose) return;
    const click = (event: { point: { x: number; y: number } }) => {
      const hit = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: ['items', 'items-point'] })[0];
      if (hit) onChoose(Number(hit.properties.i));
    };
    map.on('click', click);
    return () => { map.off('click', click); };
  }, [map, onChoose]);

  return <div className="wizmap mappane"><div ref={frame} className="mapframe" role="img" aria-label={t('importing.map', { count: items.length })} /></div>;
}

const ringsIn = (geometry: GeoJSON.Geometry): GeoJSON.Position[][] => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []);

function boundsOf(geometry: GeoJSON.Geometry): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (at: unknown): void => {
    if (!Array.isArray(at)) return;
    if (typeof at[0] !== 'number') return at.forEach(walk);
    const [lon, lat] = at as [number, number];
    box[0] = Math.min(box[0], lon); box[1] = Math.min(box[1], lat); box[2] = Math.max(box[2], lon); box[3] = Math.max(box[3], lat);
  };
  walk('coordinates' in geometry ? geometry.coordinates : []);
  return box;
}

const around = (boxes: readonly Box[]): Box | null => {
  const box = boxes.filter((each) => each.every(Number.isFinite)).reduce<Box>((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])], [Infinity, Infinity, -Infinity, -Infinity]);
  return Number.isFinite(box[0]) ? box : null;
};
