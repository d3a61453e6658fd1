import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { call } from '../api/client';
import { keys } from '../api/keys';
import { ZONES_SHOWN } from '../api/queries';
import type { ZoneCollection } from '../api/types';
import { useNow } from '../shared/clock';
import { dayAt, pastDayIn } from './day';

/** The past day that the page shows; null for today. */
export function usePastDay(): string | null {
  const today = dayAt(useNow(60_000));
  return pastDayIn(useSearch(), today);
}

/** A server that knows nothing of past days passes over the question and answers with today. */
export class NoPast extends Error {}

/** Before any zone was drawn: who answers with zones did not hear the day. */
const BEFORE_ALL = '1900-01-01';
const zonesOn = (day: string, limit: number) => call<ZoneCollection>(`/zones?on=${day}&limit=${limit}`);

/** The zones in force on a day, as they were drawn then. Today is never shown as the past: that is asked first. */
export function useZonesOn(day: string | null) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.zonesOn(day ?? ''),
    enabled: day !== null,
    staleTime: 10 * 60_000,
    queryFn: async () => {
      const before = await client.ensureQueryData({ queryKey: keys.zonesOn(BEFORE_ALL), queryFn: () => zonesOn(BEFORE_ALL, 1) });
      if (before.features.length > 0) throw new NoPast();
      return zonesOn(day ?? '', ZONES_SHOWN);
    },
  });
}
