// The whole audit log, page by page, and whether its chain of hashes still holds.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { keys } from './keys';
import type { AuditLine, L, Page } from './types';

/** An entry as the list of a thing shows it; the whole log shows the same ones. */
export type LogEntry = AuditLine;
export interface Verification {
  state: 'intact' | 'tampered'; entries: number; checked_at: string;
  fault?: { seq: number; id: string; at: string; wording: L } | null;
}
/** `actor`: the name an account signs in with, or that of a part of the program; `before`: a number in the chain. */
export interface LogFilter { actor: string; action: string; before: string }

export function logQuery(filter: LogFilter, limit: number): string {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value as string);
  return query.toString();
}

const PAGE = 100;
export const useLog = (filter: LogFilter, enabled: boolean) => {
  return useInfiniteQuery({
    queryKey: keys.log(logQuery(filter, PAGE)),
    enabled,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call<Page<LogEntry>>(`/audit?${logQuery({ ...filter, before: pageParam || filter.before }, PAGE)}`),
    getNextPageParam: (page) => page.next ?? undefined,
  });
};

export const useVerification = (enabled: boolean) =>
  useQuery({ queryKey: keys.verification, enabled, staleTime: 60_000, queryFn: () => call<Verification>('/audit/verification') });
