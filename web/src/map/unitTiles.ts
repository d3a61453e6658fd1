// Outlines of communes from vector tiles: lighter than the whole collection, which a phone would load to see one commune.
import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import type { TileSet } from './tiles';
import type { Token } from './tokens';

const SOURCE = 'unitTiles';
const KIND: ExpressionSpecification = ['get', 'kind'];
/** Districts ended in 2025; provinces have a line of their own. */
const COMMUNE: ExpressionSpecification = ['!', ['in', KIND, ['literal', ['province', 'district']]]];
const APPROXIMATE: ExpressionSpecification = ['==', ['get', 'boundary'], 'approximate'];

export function addUnitTiles(map: MapLibre, set: TileSet, token: Token): void {
  if (map.getSource(SOURCE)) return;
  map.addSource(SOURCE, { type: 'vector', tiles: set.tiles, minzoom: set.minzoom, maxzoom: set.maxzoom });
  const from = { source: SOURCE, 'source-layer': set.layer };
  const line = { 'line-color': token('m-line'), 'line-width': 1.2 };
  map.addLayer({ id: 'units', type: 'fill', ...from, filter: COMMUNE, paint: { 'fill-color': token('m-land') } }, 'communes');
  map.addLayer({ id: 'units-line', type: 'line', ...from, filter: ['all', COMMUNE, ['!', APPROXIMATE]], paint: line }, 'communes-line');
  map.addLayer({ id: 'units-line-approximate', type: 'line', ...from, filter: ['all', COMMUNE, APPROXIMATE], paint: { ...line, 'line-dasharray': [3, 2] } }, 'communes-line');
  map.addLayer({ id: 'units-province', type: 'line', ...from, filter: ['==', KIND, 'province'], paint: { 'line-color': token('m-prov'), 'line-width': 1.8 } }, 'communes-line');
  map.addLayer({
    id: 'units-name', type: 'symbol', ...from, minzoom: 9, filter: COMMUNE,
    layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans'], 'text-size': 12, 'text-max-width': 8, 'text-padding': 16 },
    paint: { 'text-color': token('m-label-2'), 'text-halo-color': token('m-halo'), 'text-halo-width': 1.6 },
  }, 'communes-name');
}
