import { useQuery } from '@tanstack/react-query';
import { NoAnswer } from '../api/problem';
import { readBrought } from './kept';

/** What was brought along under a name, for a screen whose own question got no answer; null where nothing was. */
export function useBrought<T>(name: string, error: unknown): { data: T; at: number } | null {
  return useQuery({
    queryKey: ['brought', name], enabled: error instanceof NoAnswer, staleTime: 60_000, gcTime: 60_000,
    queryFn: () => readBrought<T>(name),
  }).data ?? null;
}
