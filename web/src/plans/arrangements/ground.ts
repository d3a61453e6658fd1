// What an arrangement refers to: the registers whole, and the people of the zones.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/client';
import { keys } from '../../api/keys';
import { everyPage } from '../../api/pages';
import type { ZoneCollection, ZoneFeature } from '../../api/types';
import type { Register, Resource, Shelter } from '../../resources/types';
import type { PlanZone } from '../types';
import { measure } from '../zones/zoneActs';
import type { ZonePeople } from './model';

const MINUTES = 5 * 60_000;
export const useRegisteredShelters = () => useQuery({ queryKey: [...keys.resources, 'whole', 'shelters'], staleTime: MINUTES, queryFn: () => everyPage<Shelter>('/shelters') });
export const useRegistered = (register: Register, enabled = true) =>
  useQuery({ queryKey: [...keys.resources, 'whole', register], staleTime: MINUTES, enabled, queryFn: () => everyPage<Resource>(`/${register}`) });

async function zonesOf(hazard: string): Promise<ZoneFeature[]> {
  const found: ZoneFeature[] = [];
  let cursor: string | null = null;
  do {
    const page: ZoneCollection = await call<ZoneCollection>(`/zones?hazard=${encodeURIComponent(hazard)}&limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    found.push(...page.features);
    cursor = page.next;
  } while (cursor);
  return found;
}

/**
 * The people of each zone by the household register of today. Zones in force come with theirs; one that is new or drawn
 * anew in the draft is measured, for those who may read the register. Not in the answer: not known.
 */
export function useZonePeople(zones: readonly PlanZone[], hazard: string, mayMeasure: boolean): ReadonlyMap<string, ZonePeople> {
  const inForce = useQuery({ queryKey: [...keys.zones, 'people', hazard], staleTime: MINUTES, queryFn: () => zonesOf(hazard) }).data;
  const drawn = inForce && mayMeasure ? zones.filter((zone) => !inForce.some((known) => isSame(known, zone))) : [];
  const measured = useQueries({
    queries: drawn.map(({ geometry, properties: p }) => ({
      queryKey: ['measure', 'zone', p.code, p.revision], staleTime: MINUTES,
      queryFn: () => measure({ geometry, hazard, commune_code: p.commune_code, except: [p.code] }),
    })),
  });
  const figures = measured.map((each) => each.data?.figures);
  return useMemo(() => {
    const people = new Map<string, ZonePeople>();
    for (const zone of zones) {
      const known = inForce?.find((each) => isSame(each, zone))?.properties;
      if (known) people.set(zone.properties.code, { households: known.households, people: known.people, vulnerable: known.vulnerable, drawn: false });
    }
    drawn.forEach((zone, i) => {
      const found = figures[i];
      if (found) people.set(zone.properties.code, { households: found.households, people: found.people, vulnerable: found.vulnerable, drawn: true });
    });
    return people;
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [inForce, zones, JSON.stringify(figures)]);
}
const isSame = ({ properties: known }: ZoneFeature, { properties: zone }: PlanZone): boolean => known.code === zone.code && known.hazard === zone.hazard && known.revision === zone.revision;
