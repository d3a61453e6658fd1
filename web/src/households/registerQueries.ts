// Reads and acts of the household register.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { BASE, call } from '../api/client';
import { keys } from '../api/keys';
import type { Page } from '../api/types';
import { queryOf, type Filters } from './query';
import type { Entry, Household, HouseholdDetail, HouseholdImport, Summary } from './types';
import { importQuery, type Settings } from './wizard';

const PAGE = 100;

export const useHouseholds = (filters: Filters, enabled: boolean) => {
  const query = queryOf(filters);
  return useInfiniteQuery({
    queryKey: [...keys.households, 'list', query],
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => call<Page<Household>>(`/households?limit=${PAGE}${query && `&${query}`}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    getNextPageParam: (page) => page.next,
  });
};

export const useSummary = (filters: Filters, enabled = true) => {
  const query = queryOf(filters);
  return useQuery({ queryKey: [...keys.households, 'summary', query], enabled, queryFn: () => call<Summary>(`/households/summary${query && `?${query}`}`) });
};

export const useHousehold = (id: string) => useQuery({ queryKey: [...keys.households, 'one', id], queryFn: () => call<HouseholdDetail>(`/households/${id}`) });

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
