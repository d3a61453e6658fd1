import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { useEffect } from 'react';
import { useSearch } from 'wouter';
import type { ZoneFeature } from '../api/types';
import { useWords } from '../i18n';
import { pairIn } from '../past/history';
import { useZonesOn } from '../past/usePastDay';
import { useZoneHistory } from '../past/useZoneHistory';
import { pastPoints, pastShapes, revisionShapes, revisionPoints } from './features';
import { ZONE_TILE_LAYERS } from './zoneTiles';

const PRESENT = ['zones', 'zones-pattern', 'zones-hazard', 'zones-line', 'zones-shown', 'zones-shown-case', 'zones-badge', 'communes-badge', 'alerts', 'alerts-case', 'shelters', ...ZONE_TILE_LAYERS] as const;

/** Shows a past day in place of the present: not a layer more, but nothing of today beside it. */
export function usePastZones(map: MapLibre | null, day: string | null, zoneId: string | undefined): ZoneFeature[] | undefined {
  const zones = useZonesOn(day).data?.features;
  useEffect(() => {
    if (!map) return;
    const hide = () => {
      for (const layer of PRESENT) if (map.getLayer(layer)) map.setLayoutProperty(layer, 'visibility', day ? 'none' : 'visible');
    };
    hide();
    if (!day) return;
    map.on('sourcedata', hide); // tiles that come later belong to today as well
    return () => void map.off('sourcedata', hide);
  }, [map, day]);
  useEffect(() => {
    const shown = day ? (zones ?? []) : [];
    map?.getSource<GeoJSONSource>('past')?.setData(pastShapes(shown));
    map?.getSource<GeoJSONSource>('pastPoints')?.setData(pastPoints(shown));
  }, [map, day, zones]);
  useEffect(() => {
    map?.setFilter('past-shown', ['in', ['get', 'id'], ['literal', zoneId ? [zoneId] : []]]);
  }, [map, zoneId]);
  return day ? zones : undefined;
}

/** Two revisions of the zone at hand over each other, when the address names two. Answers their shapes. */
export function useRevisionPair(map: MapLibre | null, zoneId: string | undefined): GeoJSON.Geometry[] {
  const { t } = useWords();
  const pair = pairIn(useSearch());
  const items = useZoneHistory(zoneId, pair !== null).data?.items;
  const of = (n: number | undefined) => items?.find((item) => item.properties.revision === n);
  const [older, newer] = zoneId && pair ? [of(pair.older), of(pair.newer)] : [];
  useEffect(() => {
    const both = older && newer ? { older, newer } : null;
    map?.getSource<GeoJSONSource>('revisions')?.setData(revisionShapes(both));
    map?.getSource<GeoJSONSource>('revisionPoints')?.setData(revisionPoints(both, (n) => t('past.revision', { n })));
  }, [map, older, newer, t]);
  return older && newer ? [older.geometry, newer.geometry] : [];
}
