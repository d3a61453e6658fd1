import { useQuery } from '@tanstack/react-query';
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

/** The zones in force on a day, as they were drawn then. */
export const useZonesOn = (day: string | null) =>
  useQuery({
    queryKey: keys.zonesOn(day ?? ''),
    enabled: day !== null,
    staleTime: 10 * 60_000,
    queryFn: () => call<ZoneCollection>(`/zones?on=${day}&limit=${ZONES_SHOWN}`),
  });
