// What drills ask of the server. Under the keys of events, which the stream makes old when a message of a drill comes.
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { DisasterEvent, L, Page } from '../api/types';
import type { DrillMessage, DrillRequest } from './replay';

export interface Scenario { code: string; name: L; messages: number }
const items = async <T>(path: string): Promise<T[]> => (await call<Page<T>>(path)).items;

export const useScenarios = () =>
  useQuery({ queryKey: ['drill-scenarios'], staleTime: Infinity, queryFn: () => items<Scenario>('/drill-scenarios') });

const WHILE_RUNNING_MS = 15_000;
/** While messages are to come they are asked for again, so that a drill goes on without a live line too. */
export const useDrillMessages = (event: string) =>
  useQuery({
    queryKey: [...keys.events, event, 'messages'],
    queryFn: () => items<DrillMessage>(`/drills/${event}/messages`),
    refetchInterval: (query) => (query.state.data?.some((message) => message.sent_at === null) ? WHILE_RUNNING_MS : false),
  });

export const startDrill = (request: DrillRequest) => call<DisasterEvent>('/drills', { method: 'POST', body: request });
