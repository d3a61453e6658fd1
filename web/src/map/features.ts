// Answers of the server as map features: names on points of their own, so that a commune of many parts is named once.
import type { CommuneCollection, Shelter, ZoneFeature } from '../api/types';
import type { Revision } from '../past/history';
import { urgencyOf } from '../zones/states';
import { boxOf, labelPoint } from './geometry';

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });
const point = (at: [number, number], properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature =>
  ({ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties });

export const zoneShapes = (zones: ZoneFeature[]) =>
  collection(zones.map(({ geometry, properties: { id, state, hazard } }) => ({ type: 'Feature', geometry, properties: { id, state, hazard } })));

/** `calm` is high for the urgent: MapLibre draws higher keys later, so an order lies on top. */
export const zonePoints = (zones: ZoneFeature[]) =>
  collection(zones.flatMap(({ geometry, properties: { id, code, state } }) => {
    const at = labelPoint(geometry);
    return at ? [point(at, { id, code, state, calm: 10 - urgencyOf(state) })] : [];
  }));

/** From afar the zones of a commune stand as one badge: the most urgent state, how many of its zones are in it, and their box. */
export function communeBadges(zones: ZoneFeature[], words: (count: number) => string): GeoJSON.FeatureCollection {
  const communes = new Map<string, ZoneFeature[]>();
  for (const zone of zones) communes.set(zone.properties.commune_code, [...(communes.get(zone.properties.commune_code) ?? []), zone]);
  return collection([...communes.values()].flatMap((all) => {
    const state = all.map((zone) => zone.properties.state).reduce((one, other) => (urgencyOf(other) < urgencyOf(one) ? other : one));
    const worst = all.filter((zone) => zone.properties.state === state);
    const points = worst.flatMap(({ geometry }) => labelPoint(geometry) ?? []);
    const box = boxOf(all.map(({ geometry }) => geometry));
    const middle = (at: 0 | 1) => points.filter((_, i) => i % 2 === at).reduce((sum, each) => sum + each, 0) / (points.length / 2);
    return box && points.length > 0 ? [point([middle(0), middle(1)], { state, words: words(worst.length), calm: 10 - urgencyOf(state), box: box.join() })] : [];
  }));
}

/** Zones of a past day, without a state: what is told of them is told of that day. */
export const pastShapes = (zones: ZoneFeature[]) =>
  collection(zones.map(({ geometry, properties: { id, hazard } }) => ({ type: 'Feature', geometry, properties: { id, hazard } })));
export const pastPoints = (zones: ZoneFeature[]) =>
  collection(zones.flatMap(({ geometry, properties: { id, code } }) => {
    const at = labelPoint(geometry);
    return at ? [point(at, { id, code })] : [];
  }));

type Both = { older: Revision; newer: Revision } | null;
const parts = (both: Both) => (both ? (['older', 'newer'] as const).map((part) => ({ part, item: both[part] })) : []);
export const revisionShapes = (both: Both) =>
  collection(parts(both).map(({ part, item }) => ({ type: 'Feature', geometry: item.geometry, properties: { part } })));
export const revisionPoints = (both: Both, name: (n: number) => string) =>
  collection(parts(both).flatMap(({ part, item }) => {
    const at = labelPoint(item.geometry);
    return at ? [point(at, { part, name: name(item.properties.revision) })] : [];
  }));

export const communeShapes = (communes: CommuneCollection) =>
  collection(communes.features.flatMap(({ geometry, properties: { code, boundary } }) =>
    geometry && boundary !== 'none' ? [{ type: 'Feature' as const, geometry, properties: { code, boundary } }] : []));

export const communeNames = (communes: CommuneCollection) =>
  collection(communes.features.flatMap(({ geometry, properties: { name, lon, lat, kind } }) => {
    if (kind === 'province') return [];
    const at = (geometry && labelPoint(geometry)) ?? (lon !== null && lat !== null ? [lon, lat] as [number, number] : null);
    return at ? [point(at, { name })] : [];
  }));

export const shelterPoints = (shelters: Shelter[]) =>
  collection(shelters.map((s) => point([s.lon, s.lat], { id: s.id, name: s.name, capacity: s.capacity })));

/** Named wherever the sea is drawn. */
export const archipelagos = (hoangSa: string, truongSa: string) =>
  collection([point([112.0, 16.4], { name: hoangSa }), point([114.2, 9.6], { name: truongSa })]);
