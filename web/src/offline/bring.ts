// Everything of the own commune that the field screens ask for, brought to the device before somebody goes out. It puts the
// answers where the screens look for them; kept.ts writes them down.
import type { FetchQueryOptions, QueryClient } from '@tanstack/react-query';
import { activationQuery, activationsQuery, alertsQuery, checklistQuery, checklistsOfQuery, communesQuery, eventsQuery, sheltersQuery, zonesQuery } from '../api/queries';
import type { Account, Activation } from '../api/types';
import { criteriaQuery, relocationsQuery, reportQuery } from '../moves/moveQueries';
import { mayReportIn } from '../moves/rights';
import { linesQuery, NO_FILTERS, shelterLinesQuery } from '../resources/resourceQueries';

export interface Brought { done: number; total: number; bytes: number }
/** Requests at once: a weak network is not helped by more. */
const AT_ONCE = 3;

/** `told` hears after every answer. Throws what went wrong first; what had come by then stays. */
export async function bring(client: QueryClient, account: Pick<Account, 'unit_code'>, told: (so: Brought) => void): Promise<Brought> {
  const so: Brought = { done: 0, total: 0, bytes: 0 };
  const jobs: (() => Promise<void>)[] = [];
  const count = (data: unknown) => { so.bytes += sizeOf(data); };
  const ask = <T>(query: Pick<FetchQueryOptions<T>, 'queryFn'> & { queryKey: readonly unknown[] }, then?: (data: T) => void) => {
    so.total += 1;
    jobs.push(async () => {
      const data = await client.fetchQuery<T>({ ...query, retry: 1, staleTime: 0 });
      count(data);
      then?.(data);
    });
  };
  const askLines = (query: ReturnType<typeof linesQuery> | ReturnType<typeof shelterLinesQuery>) => {
    so.total += 1;
    jobs.push(async () => count(await client.fetchInfiniteQuery({ ...(query as ReturnType<typeof linesQuery>), pages: 10 })));
  };
  const askList = (activation: string, checklist: string) => {
    ask(checklistQuery(checklist));
    ask(relocationsQuery(activation, checklist));
  };

  ask(activationsQuery, (all) => {
    for (const { id } of ofCommune(all, account)) {
      ask(activationQuery(id));
      ask(reportQuery(id));
      ask(relocationsQuery(id, null));
      ask(checklistsOfQuery(id), (lists) => lists.forEach((list) => askList(id, list.id)));
    }
  });
  ask(eventsQuery);
  ask(sheltersQuery);
  ask(criteriaQuery);
  askLines(linesQuery('contacts', NO_FILTERS));
  askLines(shelterLinesQuery(NO_FILTERS));
  ask(alertsQuery);
  ask(communesQuery);
  ask(zonesQuery);

  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      await job();
      so.done += 1;
      told({ ...so });
    }
  };
  // A worker may run out of jobs while another's answer brings more.
  while (jobs.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, work));
  return so;
}

/** The responses that run, or wait to be decided, where this account works. */
export const ofCommune = (all: readonly Activation[], account: Pick<Account, 'unit_code'>): Activation[] =>
  all.filter((each) => (each.status === 'active' || each.status === 'proposed') && mayReportIn(account, each.plan.commune_code));

const sizeOf = (data: unknown): number => new TextEncoder().encode(JSON.stringify(data) ?? '').length;

/** 820 kB, 1,2 MB. */
export function sizeWords(bytes: number, decimal: string): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', decimal)} MB`;
}
