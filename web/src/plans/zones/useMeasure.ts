import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Area } from '../types';
import type { MeasureQuestion } from './types';
import { measure } from './zoneActs';

const PAUSE_MS = 350;

/** What an area holds, asked once the hand rests. The last answer stays in view while the next is on its way. */
export function useMeasure(geometry: Area | null, about: Omit<MeasureQuestion, 'geometry'>) {
  const wanted = geometry ? JSON.stringify({ geometry, ...about } satisfies MeasureQuestion) : null;
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useQuery({
    queryKey: ['measure', asked], enabled: asked !== null, placeholderData: keepPreviousData, gcTime: 60_000, staleTime: 60_000,
    queryFn: ({ signal }) => measure(JSON.parse(asked ?? '{}') as MeasureQuestion, signal),
  });
  return {
    measured: wanted === null ? undefined : answer.data,
    /** What is shown is of an earlier form of the drawing. */
    behind: wanted !== null && (wanted !== asked || answer.isPlaceholderData || answer.isFetching),
    error: answer.error, retry: () => void answer.refetch(),
  };
}
export type Measuring = ReturnType<typeof useMeasure>;
