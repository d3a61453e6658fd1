// Everything of the own commune that the field screens ask for, brought to the device before somebody goes out. It puts the
// answers where the screens look for them; kept.ts writes them down.
import type { FetchQueryOptions, QueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import { inspectionQuery, inspectionRecordQuery, inspectionRecordsQuery, inspectionsQuery, type InspectionSummary } from '../api/inspections';
import { communeOf } from '../api/ownCommune';
import { activationQuery, activationsQuery, alertsQuery, checklistQuery, checklistsOfQuery, communesAroundQuery, communesQuery, eventsQuery, sheltersOfQuery, sheltersQuery, zonesOfQuery, zonesQuery } from '../api/queries';
import type { Account, Activation, Page } from '../api/types';
import type { Household } from '../households/types';
import { criteriaQuery, relocationsQuery, reportQuery } from '../moves/moveQueries';
import { mayReportIn } from '../moves/rights';
import { hazardsQuery, planFormQuery, planQuery, planZonesQuery, versionQuery } from '../plans/planQueries';
import type { PlanItem } from '../plans/types';
import { linesQuery, NO_FILTERS, shelterLinesQuery } from '../resources/resourceQueries';
import { putBrought } from './kept';

export interface Brought { done: number; total: number; bytes: number }
/** Requests at once: a weak network is not helped by more. */
const AT_ONCE = 3;

type May = (permission: 'tick_task' | 'read_households' | 'inspect') => boolean;
/** Households a request: fewer requests, and none so large that a weak network never finishes it. */
const HOUSEHOLDS = 500;

/**
 * What the unit of the account needs, and nothing of other communes but the outlines around. `told` hears after every
 * answer. Throws what went wrong first; what had come by then stays.
 */
export async function bring(client: QueryClient, account: Pick<Account, 'unit_code'>, may: May, told: (so: Brought) => void): Promise<Brought> {
  const commune = communeOf(account);
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

  /** Into a drawer of its own, page by page, under a name that screens know. */
  const askWhole = <T,>(name: string, path: string, then?: (all: T[]) => void) => {
    so.total += 1;
    jobs.push(async () => {
      const all: T[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Page<T> = await call<Page<T>>(`${path}&limit=${HOUSEHOLDS}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        all.push(...page.items);
        count(page);
        cursor = page.next;
      }
      await putBrought(name, all);
      then?.(all);
    });
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
  ask(criteriaQuery);
  ask(alertsQuery);
  if (commune === null) {
    ask(sheltersQuery);
    ask(communesQuery);
    ask(zonesQuery);
  } else {
    ask(zonesOfQuery(commune));
    ask(sheltersOfQuery(commune));
    // A server whose outlines cannot be asked by place gives all of them.
    const around = communesAroundQuery(commune);
    ask({ ...around, queryFn: () => around.queryFn().catch(() => communesQuery.queryFn()) });
    askWhole<PlanItem>('plans', `/plans?unit=${commune}`, (plans) => inForce(plans).forEach(askPlan));
    ask(hazardsQuery);
  }
  const ofUnit = { ...NO_FILTERS, unit: commune ?? '' };
  askLines(linesQuery('contacts', ofUnit));
  askLines(shelterLinesQuery(ofUnit));
  if (commune !== null && may('read_households')) askWhole<Household>('households', `/households?commune=${commune}`);
  if (may('inspect')) ask(inspectionsQuery(), (all) => underWay(all).forEach(({ id }) => {
    ask(inspectionQuery(id));
    ask(inspectionRecordsQuery(id), (records) => records.filter((record) => record.state === 'draft').forEach((record) => ask(inspectionRecordQuery(record.id))));
  }));
  function askPlan({ id, hazard, in_force }: PlanItem) {
    const n = in_force?.number ?? 0;
    ask(planQuery(id));
    ask(planFormQuery(hazard));
    ask(versionQuery(id, n), (version) => ask(planZonesQuery(id, n, version.revision)));
  }

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

/** What people are guided by; what is still written waits at a desk. */
export const inForce = (plans: readonly PlanItem[]): PlanItem[] => plans.filter((plan) => plan.in_force !== null);

/** Inspections in which something is still to be looked at. */
export const underWay = (all: readonly InspectionSummary[]): InspectionSummary[] => all.filter(({ progress }) => progress.signed < progress.subjects);

const sizeOf = (data: unknown): number => new TextEncoder().encode(JSON.stringify(data) ?? '').length;

/** 820 kB, 1,2 MB. */
export function sizeWords(bytes: number, decimal: string): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', decimal)} MB`;
}
