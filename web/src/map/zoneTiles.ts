// Every zone of the province from vector tiles, under the zones that are loaded one by one.
import type { LayerSpecification, Map as MapLibre, VectorTileSource } from 'maplibre-gl';
import type { ZoneState } from '../api/types';
import { LOOK } from '../zones/states';
import { byPresentState, tileFilter } from './present';
import { HAZARD_PATTERN, PATTERN_NEAR } from './style';
import type { TileSet } from './tiles';
import type { Token } from './tokens';

export const ZONE_TILES = 'zoneTiles';
export const ZONE_TILE_LAYERS = ['tiles-zones', 'tiles-hazard', 'tiles-pattern', 'tiles-line', 'tiles-name'] as const;

function layersOf(set: TileSet, token: Token): LayerSpecification[] {
  const from = { source: ZONE_TILES, 'source-layer': set.layer };
  return [
    { id: 'tiles-zones', type: 'fill', ...from, paint: { 'fill-color': token('z-bt'), 'fill-opacity': 0.88 } },
    { id: 'tiles-hazard', type: 'fill', ...from, paint: { 'fill-pattern': HAZARD_PATTERN, 'fill-opacity': PATTERN_NEAR } },
    { id: 'tiles-pattern', type: 'fill', ...from, paint: { 'fill-pattern': 'pattern-BT' } },
    { id: 'tiles-line', type: 'line', ...from, paint: { 'line-color': token('z-bt-e'), 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 11, 1.4] } },
  ];
}

/** Names from the tiles' own shapes: from near only, where a zone is seldom cut by a tile's edge. */
function nameLayer(set: TileSet, token: Token): LayerSpecification {
  return {
    id: 'tiles-name', type: 'symbol', source: ZONE_TILES, 'source-layer': set.layer, minzoom: 11,
    layout: { 'text-field': ['get', 'code'], 'text-font': ['Noto Sans Bold'], 'text-size': 12, 'text-padding': 30 },
    paint: { 'text-color': token('m-label'), 'text-halo-color': token('m-halo'), 'text-halo-width': 1.6 },
  };
}

/** Adds the tiles: shapes under `under`, names under `namesUnder`. */
export function addZoneTiles(map: MapLibre, set: TileSet, token: Token, under: string, namesUnder: string): void {
  if (map.getSource(ZONE_TILES)) return;
  map.addSource(ZONE_TILES, { type: 'vector', tiles: set.tiles, minzoom: set.minzoom, maxzoom: set.maxzoom });
  for (const layer of layersOf(set, token)) map.addLayer(layer, under);
  map.addLayer(nameLayer(set, token), namesUnder);
}

/** What is drawn from loaded data already: shapes of zones at work, and names. */
export interface Loaded { shapes: readonly string[]; names: readonly string[] }

/** Joins what happens at present to the tiles. */
export function paintPresent(map: MapLibre, token: Token, states: ReadonlyMap<string, ZoneState>, loaded: Loaded): void {
  if (!map.getSource(ZONE_TILES)) return;
  for (const layer of ['tiles-zones', 'tiles-pattern', 'tiles-line']) map.setFilter(layer, tileFilter(loaded.shapes));
  map.setFilter('tiles-hazard', tileFilter([...loaded.shapes, ...states.keys()]));
  map.setFilter('tiles-name', tileFilter(loaded.names));
  map.setPaintProperty('tiles-zones', 'fill-color', byPresentState(states, (state) => token(`z-${LOOK[state].css}`)));
  map.setPaintProperty('tiles-line', 'line-color', byPresentState(states, (state) => token(`z-${LOOK[state].css}-e`)));
  map.setPaintProperty('tiles-pattern', 'fill-pattern', byPresentState(states, (state) => `pattern-${LOOK[state].code}`));
}

/** Shows the tiles of a newer revision. */
export function renewTiles(map: MapLibre, set: TileSet): void {
  const source = map.getSource<VectorTileSource>(ZONE_TILES);
  if (source && source.tiles?.[0] !== set.tiles[0]) source.setTiles(set.tiles);
}
