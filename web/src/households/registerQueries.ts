// Reads and acts of the household register.
import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { BASE, call } from '../api/client';
import { keys } from '../api/keys';
import type { Page } from '../api/types';
import { useBrought } from '../offline/useBrought';
import { matching, summaryOf } from './brought';
import { queryOf, type Filters } from './query';
import type { Entry, Household, HouseholdDetail, HouseholdImport, Summary } from './types';
import { importQuery, type Settings } from './wizard';

const PAGE = 100;

type Asked = Pick<UseQueryResult, 'error' | 'failureReason'> & { data: unknown };
/** The register that lies on the device, where the server gives no answer. */
const useOnDevice = ({ data, error, failureReason }: Asked) => useBrought<Household[]>('households', data ? null : (error ?? failureReason));

/** Households page by page; without a network those that were brought along (`broughtAt`), all at once. */
export function useHouseholds(filters: Filters, enabled: boolean) {
  const query = queryOf(filters);
  const found = useInfiniteQuery({
    queryKey: [...keys.households, 'list', query],
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => call<Page<Household>>(`/households?limit=${PAGE}${query && `&${query}`}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    getNextPageParam: (page) => page.next,
  });
  const brought = useOnDevice(found);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? (brought && matching(brought.data, filters));
  return { rows, broughtAt: found.data || !brought ? null : new Date(brought.at), error: found.error, more: found.hasNextPage, moreComes: found.isFetchingNextPage, fetchMore: found.fetchNextPage, refetch: found.refetch };
}

export function useSummary(filters: Filters, enabled = true) {
  const query = queryOf(filters);
  const found = useQuery({ queryKey: [...keys.households, 'summary', query], enabled, queryFn: () => call<Summary>(`/households/summary${query && `?${query}`}`) });
  const brought = useOnDevice(found);
  return { data: found.data ?? (brought ? summaryOf(matching(brought.data, filters)) : undefined), error: found.error, refetch: found.refetch };
}

/** One household with its past; without a network as it was brought along, and without its past. */
export function useHousehold(id: string) {
  const found = useQuery({ queryKey: [...keys.households, 'one', id], queryFn: () => call<HouseholdDetail>(`/households/${id}`) });
  const brought = useOnDevice(found);
  const onDevice = brought?.data.find((each) => each.id === id);
  return { data: found.data ?? (onDevice && { ...onDevice, revisions: [] }), broughtAt: found.data || !brought ? null : new Date(brought.at), error: found.error, refetch: found.refetch };
}

interface Change { code?: string; as_of?: string | null; reason: string; entry: Entry }
export const addHousehold = (commune_code: string, change: Change) => call<Household>('/households', { method: 'POST', body: { commune_code, ...change } });
export const changeHousehold = (household: Household, change: Change) => call<Household>(`/households/${household.id}`, { method: 'PUT', body: change, ifMatch: String(household.revision) });
export const retireHousehold = (household: Household, reason: string) => call<Household>(`/households/${household.id}/retire`, { method: 'POST', body: { reason }, ifMatch: String(household.revision) });

/** Holds a file against the register; writes only where `dryRun` is false. */
export const importHouseholds = (name: string, file: Blob, settings: Settings, dryRun: boolean) =>
  call<HouseholdImport>(`/households/import?${importQuery(name, settings, dryRun)}`, { method: 'POST', file });

/** Where the register is had as a file. */
export const fileAddress = (filters: Filters, ending: 'xlsx' | 'csv') => `${BASE}/households.${ending}?${queryOf(filters)}`;
export const TEMPLATE = `${BASE}/households/template.xlsx`;
