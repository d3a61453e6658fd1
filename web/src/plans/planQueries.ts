// What the pages of plans read. Keys begin with `plans`, so that one act can ask all of it anew.
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { Problem } from '../api/problem';
import { useSession } from '../api/queries';
import type { Page } from '../api/types';
import { useBrought } from '../offline/useBrought';
import type { PlanDiff } from './diff/types';
import { within } from './reach';
import type { CommentList, Completeness, HazardItem, Plan, PlanForm, PlanItem, PlanZone, UnitItem, Version } from './types';

export const planKeys = {
  all: ['plans'] as const,
  list: ['plans', 'list'] as const,
  plan: (id: string) => ['plans', id] as const,
  version: (id: string, n: number) => ['plans', id, n] as const,
  zones: (id: string, n: number, revision: number) => ['plans', id, n, 'zones', revision] as const,
  comments: (id: string, n: number) => ['plans', id, n, 'comments'] as const,
  completeness: (id: string, n: number, revision: number) => ['plans', id, n, 'completeness', revision] as const,
  diff: (id: string, from: number, to: number) => ['plans', id, 'diff', from, to] as const,
};
const LONG = 60 * 60_000;

/** Every item of a list, page after page: filters and counts here speak of the whole. */
async function all<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await call<Page<T>>(`${path}?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** Every plan; without a network those of the own commune, where they were brought along (`broughtAt`). */
export function usePlans() {
  const found = useQuery({ queryKey: planKeys.list, queryFn: () => all<PlanItem>('/plans') });
  const brought = useBrought<PlanItem[]>('plans', found.data ? null : (found.error ?? found.failureReason));
  const { error, refetch } = found;
  return { data: found.data ?? brought?.data, broughtAt: found.data || !brought ? null : new Date(brought.at), error, refetch };
}

export const planQuery = (id: string) => ({ queryKey: planKeys.plan(id), queryFn: () => call<Plan>(`/plans/${id}`) });
export const usePlan = (id: string) => useQuery(planQuery(id));

export const versionQuery = (id: string, n: number) => ({ queryKey: planKeys.version(id, n), queryFn: () => call<Version>(`/plans/${id}/versions/${n}`) });
export const useVersion = (id: string, n: number, enabled = true) => useQuery({ ...versionQuery(id, n), enabled });

export const planFormQuery = (hazard: string) => ({ queryKey: ['plan-form', hazard], staleTime: LONG, queryFn: () => call<PlanForm>(`/plan-form?hazard=${hazard}`) });
export const usePlanForm = (hazard: string) => useQuery({ ...planFormQuery(hazard), enabled: hazard !== '' });

export const planZonesQuery = (id: string, n: number, revision: number) => ({
  queryKey: planKeys.zones(id, n, revision),
  queryFn: async () => (await call<{ features: PlanZone[] }>(`/plans/${id}/versions/${n}/zones`)).features,
});
export const usePlanZones = (id: string, n: number, revision: number) => useQuery({ ...planZonesQuery(id, n, revision), placeholderData: (before) => before });

export const useComments = (id: string, n: number) =>
  useQuery({ queryKey: planKeys.comments(id, n), queryFn: () => call<CommentList>(`/plans/${id}/versions/${n}/comments`) });

/** Null where the server does not measure completeness. */
export const useCompleteness = (version: Pick<Version, 'plan_id' | 'n' | 'revision'>) =>
  useQuery({
    queryKey: planKeys.completeness(version.plan_id, version.n, version.revision),
    placeholderData: (before) => before,
    queryFn: async () => {
      try {
        return await call<Completeness>(`/plans/${version.plan_id}/versions/${version.n}/completeness`);
      } catch (reason) {
        if (reason instanceof Problem && reason.status === 404) return null;
        throw reason;
      }
    },
  });

export const useDiff = (id: string, from: number, to: number) =>
  useQuery({ queryKey: planKeys.diff(id, from, to), enabled: from > 0 && to > 0, queryFn: () => call<PlanDiff>(`/plans/${id}/diff?from=${from}&to=${to}`) });

export const hazardsQuery = { queryKey: ['hazards'], staleTime: LONG, queryFn: async () => (await call<Page<HazardItem>>('/hazards')).items };
export const useHazards = () => useQuery(hazardsQuery);

/** Every unit a plan may belong to. */
export const useUnits = () => useQuery({ queryKey: ['units', 'all'], staleTime: LONG, queryFn: () => all<UnitItem>('/admin-units') });

export type PlanRight = 'edit_plan' | 'comment_plan' | 'appraise_plan' | 'approve_plan' | 'edit_resources';
/** What the person here may do with a plan of a unit. The server decides again; this only leaves out what would be refused. */
export function useRights(unit: string | null) {
  const session = useSession().data;
  const units = useUnits().data ?? [];
  const account = session?.account ?? null;
  const reaches = account !== null && (unit === null || account.unit_code === null || within(units, unit, account.unit_code));
  return { account, may: (right: PlanRight) => reaches && (session?.permissions.includes(right) ?? false) };
}
