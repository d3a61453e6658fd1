import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { ZoneCollection, ZoneProperties } from '../api/types';
import { useVersion } from '../plans/planQueries';

const collator = new Intl.Collator('vi', { numeric: true });

/** The zones of the version of a plan that is in force, with their households; those no longer in force are left out. */
export function useZonesOfPlan(plan: { id: string; hazard: string; unit: string; n: number } | null) {
  const version = useVersion(plan?.id ?? '', plan?.n ?? 0, plan !== null);
  const commune = plan && plan.unit.length === 5 ? `&commune=${plan.unit}` : '';
  const zones = useQuery({
    queryKey: [...keys.zones, 'of-plan', plan?.hazard ?? '', commune],
    enabled: plan !== null,
    queryFn: () => call<ZoneCollection>(`/zones?limit=1000&hazard=${plan?.hazard}${commune}`),
  });
  const planned = new Set(version.data?.content.zones.map((zone) => zone.zone_id));
  const found: ZoneProperties[] = (zones.data?.features ?? []).map((feature) => feature.properties).filter((zone) => planned.has(zone.id));
  return { zones: found.sort((a, b) => collator.compare(a.code, b.code)), ready: version.isSuccess && zones.isSuccess, error: version.error ?? zones.error, retry: () => { void version.refetch(); void zones.refetch(); } };
}
