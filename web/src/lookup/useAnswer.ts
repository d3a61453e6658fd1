import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../api/client';
import { NoAnswer } from '../api/problem';
import { keepAnswer, keptAnswer, type Kept } from './kept';
import { callOf, coordinates, type Question } from './question';
import type { LookupAnswer } from './types';

/** On a line this slow a kept answer helps more than waiting on. */
const WAIT_MS = 15_000;

export interface Shown { kept: Kept | null; /** Not the server's present word: kept from before. */ old: boolean; asking: boolean; error: unknown; retry: () => void }

/** The answer to a question: the server's, or while it is silent the one this device kept. */
export function useAnswer(question: Question): Shown {
  const asked = callOf(question);
  const query = useQuery({
    queryKey: ['lookup', asked],
    staleTime: 0, // orders change: coming back to an answer asks again
    networkMode: 'always', // a missing network is told at once and not waited for
    retry: (failures, error) => error instanceof NoAnswer && navigator.onLine && failures < 1,
    retryDelay: 1_000,
    queryFn: async ({ signal }) => {
      const answer = await within<LookupAnswer>(asked, signal);
      const kept: Kept = { question, answer, receivedAt: new Date().toISOString(), label: labelOf(question, answer) };
      keepAnswer(kept);
      return kept;
    },
  });
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const before = useMemo(() => keptAnswer(question) ?? null, [asked]);
  const silent = query.error instanceof NoAnswer;
  return {
    // A refusal (an unknown commune, say) is an answer; an old one beside it would contradict it.
    kept: query.data ?? (query.error && !silent ? null : before),
    old: !query.data || silent,
    asking: query.isFetching && !query.data,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

/** A call that gives up, so that a phone at the edge of a cell is not left without a word. */
export async function within<T>(path: string, signal: AbortSignal): Promise<T> {
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener('abort', stop);
  const timer = setTimeout(stop, WAIT_MS);
  try {
    return await call<T>(path, { signal: own.signal });
  } catch (reason) {
    if (own.signal.aborted && !signal.aborted) throw new NoAnswer();
    throw reason;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export function labelOf(question: Question, answer: LookupAnswer): string {
  if (question.kind === 'place') return [question.village, answer.commune?.name ?? question.commune].filter(Boolean).join(', ');
  return answer.commune?.name ?? coordinates(question.lon, question.lat, 'vi');
}
