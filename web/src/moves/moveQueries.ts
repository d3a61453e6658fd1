// What the screens of relocation read. Keys begin with `moves`, so that one report can ask all of it anew.
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Activation, ChecklistSummary, DisasterEvent, Page } from '../api/types';
import type { ActivationReport, Criterion, EventFigures, EventReview, QuickReport, Relocation, RelocationWithReports } from './types';
import type { Sent } from './unplaced';

export const moveKeys = {
  all: keys.moves,
  list: (of: string) => ['moves', 'list', of] as const,
  one: (id: string) => ['moves', 'one', id] as const,
  named: (id: string) => ['moves', 'named', id] as const,
  report: (activation: string) => ['moves', 'report', activation] as const,
  figures: (event: string, unit: string) => ['moves', 'figures', event, unit] as const,
  quick: (event: string, unit: string) => ['moves', 'quick', event, unit] as const,
  review: (event: string) => ['moves', 'review', event] as const,
  ofEvent: (event: string) => ['activations', 'of-event', event] as const,
};

/** Every page of a list whose address has its own questions already. */
async function all<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await call<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}limit=500${more}`);
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

export const relocationsQuery = (activation: string, checklist: string | null) => {
  const path = `/activations/${activation}/relocations${checklist ? `?checklist=${checklist}` : ''}`;
  return { queryKey: moveKeys.list(path), queryFn: () => all<Relocation>(path) };
};
/** The households of an activation, or of one zone of it. */
export const useRelocations = (activation: string, checklist: string | null) => useQuery(relocationsQuery(activation, checklist));

/** Those of an event in a commune. */
export const useEventRelocations = (event: string, commune: string) => {
  const path = `/events/${event}/relocations?commune=${commune}`;
  return useQuery({ queryKey: moveKeys.list(path), enabled: event !== '' && commune !== '', queryFn: () => all<Relocation>(path) });
};

export const useRelocation = (id: string) =>
  useQuery({ queryKey: moveKeys.one(id), queryFn: () => call<RelocationWithReports>(`/relocations/${id}`) });

/** A household as the lists that were read have it, for a device that has no network and has not read it by itself. */
export function useListedRelocation(id: string, needed: boolean): Relocation | undefined {
  const client = useQueryClient();
  if (!needed) return undefined;
  const lists = client.getQueriesData<Relocation[]>({ queryKey: ['moves', 'list'] });
  for (const [, list] of lists) {
    const found = list?.find((each) => each.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The household a report names by its id; null where there is none, which is often why nobody placed it. */
export const useNamed = (sent: Pick<Sent, 'about' | 'id'>) =>
  useQuery({
    queryKey: moveKeys.named(sent.id ?? ''), enabled: sent.about === 'relocation' && sent.id !== null,
    queryFn: async () => {
      try {
        return await call<RelocationWithReports>(`/relocations/${encodeURIComponent(sent.id ?? '')}`);
      } catch (reason) {
        if (reason instanceof Problem) return null;
        throw reason;
      }
    },
  });

export const reportQuery = (activation: string) => ({ queryKey: moveKeys.report(activation), queryFn: () => call<ActivationReport>(`/activations/${activation}/report`) });
export const useActivationReport = (activation: string, enabled = true) => useQuery({ ...reportQuery(activation), enabled });

export const useEvent = (id: string) => useQuery({ queryKey: [...keys.events, id], queryFn: () => call<DisasterEvent>(`/events/${id}`) });

const activationsOf = (event: string) => ({ queryKey: moveKeys.ofEvent(event), queryFn: async () => (await call<Page<Activation>>(`/activations?event=${event}`)).items });

/** The communes in which plans are at work in an event, by code and name. */
export function useCommunesOf(event: string): [string, string][] {
  const activations = useQuery({ ...activationsOf(event), enabled: event !== '' }).data ?? [];
  return [...new Map(activations.map((each) => [each.plan.commune_code, each.plan.commune_name])).entries()];
}

/** The responses of an event, and of those that run: the figures of each zone, and its tasks. */
export function useZonesOf(event: string) {
  const activations = useQuery(activationsOf(event));
  const begun = (activations.data ?? []).filter((each) => each.status !== 'proposed' && each.status !== 'declined' && each.status !== 'lapsed');
  const reports = useQueries({ queries: begun.map((each) => reportQuery(each.id)) });
  const lists = useQueries({
    queries: begun.map((each) => ({
      queryKey: keys.checklistsOf(each.id), queryFn: async () => (await call<Page<ChecklistSummary>>(`/activations/${each.id}/checklists`)).items,
    })),
  });
  return { activations, begun, reports, lists };
}

export const useEventFigures = (event: string, unit: string) =>
  useQuery({ queryKey: moveKeys.figures(event, unit), enabled: unit !== '', queryFn: () => call<EventFigures>(`/events/${event}/figures?unit=${unit}`), placeholderData: (before) => before });

export const useQuickReports = (event: string, unit: string) =>
  useQuery({ queryKey: moveKeys.quick(event, unit), enabled: unit !== '', queryFn: async () => (await call<Page<QuickReport>>(`/events/${event}/quick-reports?unit=${unit}`)).items });

export const useReview = (event: string) => useQuery({ queryKey: moveKeys.review(event), queryFn: () => call<EventReview>(`/events/${event}/review`) });

export const criteriaQuery = { queryKey: ['return-criteria'], staleTime: Infinity, queryFn: async () => (await call<Page<Criterion>>('/return-criteria')).items };
export const useCriteria = () => useQuery(criteriaQuery);

export interface UnitRead { code: string; name: string; kind: string; parent_code: string | null }
export const useUnit = (code: string) =>
  useQuery({ queryKey: [...keys.units, code], enabled: code !== '', staleTime: Infinity, queryFn: () => call<UnitRead>(`/admin-units/${code}`) });
