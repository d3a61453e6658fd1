import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { useActivations } from '../api/queries';
import { useLine } from '../app/LiveLine';
import type { ZoneFeature } from '../api/types';
import { statesAtWork } from './present';
import { useTileSet } from './tiles';
import type { Token } from './tokens';
import { addZoneTiles, paintPresent, renewTiles, ZONE_TILES } from './zoneTiles';

const AT_WORK: ExpressionSpecification = ['!=', ['get', 'state'], 'normal'];
const AT_REST: ExpressionSpecification = ['==', ['get', 'state'], 'normal'];
const NEVER: ExpressionSpecification = ['==', ['get', 'state'], ''];

/**
 * Every zone from tiles, under the zones at work: those are drawn from loaded data, as exact and as fresh as it is. A
 * server without tiles leaves the map with what is loaded.
 */
export function usePresentTiles(map: MapLibre | null, token: Token, zones: ZoneFeature[] | undefined): void {
  const set = useTileSet('zones');
  // Tiles that were not seen before the network went are not there: what is loaded is then drawn whole, at rest or not.
  const lost = useLine().state === 'lost';
  const activations = useActivations().data;
  const states = useMemo(() => statesAtWork(zones ?? [], activations ?? []), [zones, activations]);
  useEffect(() => {
    if (!map || !set) return;
    if (map.getSource(ZONE_TILES)) return renewTiles(map, set);
    addZoneTiles(map, set, token, 'zones', 'shelters');
  }, [map, set, token]);
  useEffect(() => {
    if (!map?.getSource(ZONE_TILES)) return;
    for (const layer of ['zones', 'zones-pattern', 'zones-line']) map.setFilter(layer, lost ? null : AT_WORK);
    map.setFilter('zones-hazard', lost ? AT_REST : NEVER); // tiles bring their own
    const drawn = lost ? (zones ?? []) : (zones ?? []).filter((zone) => zone.properties.state !== 'normal');
    const shapes = drawn.map((zone) => zone.properties.id);
    paintPresent(map, token, states, { shapes, names: (zones ?? []).map((zone) => zone.properties.id) });
  }, [map, set, token, zones, states, lost]);
}
