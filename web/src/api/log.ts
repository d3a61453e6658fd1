// The whole audit log, page by page, and whether its chain of hashes still holds.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { keys } from './keys';
import type { L, Page } from './types';

export interface LogEntry {
  id: string; seq: number; at: string; actor: string; account_id?: string | null; origin: string; action: string;
  subject_kind: string; subject_id: string; paper?: string | null; alert_id?: string | null; detail: L; hash: string;
}
export interface Verification {
  state: 'intact' | 'tampered'; entries: number; checked_at: string;
  fault?: { seq: number; id: string; at: string; wording: L } | null;
}
export interface LogFilter { actor: string; action: string; subject: string; before: string }

export function logQuery(filter: LogFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value as string);
  return query.toString();
}

const PAGE = 100;
export const useLog = (filter: LogFilter, enabled: boolean) => {
  const query = logQuery(filter);
  return useInfiniteQuery({
    queryKey: keys.log(query),
    enabled,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call<Page<LogEntry>>(`/audit?limit=${PAGE}${query && `&${query}`}${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`),
    getNextPageParam: (page) => page.next ?? undefined,
  });
};

export const useVerification = (enabled: boolean) =>
  useQuery({ queryKey: keys.verification, enabled, staleTime: 60_000, queryFn: () => call<Verification>('/audit/verification') });
