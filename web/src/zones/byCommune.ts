// Zones as a list that equals the map: grouped by commune, urgent first. Pure.
import type { ZoneFeature, ZoneProperties } from '../api/types';
import { folded } from '../shared/format';
import { urgencyOf } from './states';

export interface CommuneZones { code: string; name: string; zones: ZoneProperties[]; urgent: boolean }

export function byCommune(features: ZoneFeature[], search: string): CommuneZones[] {
  const wanted = folded(search.trim());
  const communes = new Map<string, CommuneZones>();
  for (const { properties: zone } of features) {
    const text = folded([zone.code, zone.name, zone.village, zone.commune_name].filter(Boolean).join(' '));
    if (wanted && !text.includes(wanted)) continue;
    const commune = communes.get(zone.commune_code) ?? { code: zone.commune_code, name: zone.commune_name, zones: [], urgent: false };
    commune.zones.push(zone);
    commune.urgent ||= zone.state !== 'normal' && zone.state !== 'stood_down';
    communes.set(zone.commune_code, commune);
  }
  const groups = [...communes.values()];
  for (const group of groups) group.zones.sort((a, b) => urgencyOf(a.state) - urgencyOf(b.state) || a.code.localeCompare(b.code, 'vi'));
  const most = (group: CommuneZones) => Math.min(...group.zones.map((zone) => urgencyOf(zone.state)));
  return groups.sort((a, b) => most(a) - most(b) || a.name.localeCompare(b.name, 'vi'));
}
