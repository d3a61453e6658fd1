// What the screens of findings read.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readFinding, readFindingKinds, readFindings, readPlanFindings, type FindingQuery } from '../api/findings';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';

const PAGE = 50;
const LONG = 60 * 60_000;
/** Who comes back from mending one wants to see that it is gone: nothing kept is good enough without asking. */
const AT_ONCE = { staleTime: 0, placeholderData: <T,>(before: T | undefined) => before };

/** Null where the server has no such thing: an older one, or one that does not show it to this person. */
async function ifThere<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 404) return null;
    throw reason;
  }
}

export const useFindingPages = (asked: FindingQuery) =>
  useInfiniteQuery({
    queryKey: [...keys.findings, 'list', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readFindings({ ...asked, limit: PAGE, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
    ...AT_ONCE,
  });

/** How many there are of what is asked for, by severity and kind. */
export const useFindingCounts = (asked: FindingQuery) =>
  useQuery({ queryKey: [...keys.findings, 'counts', asked], queryFn: async () => (await readFindings({ ...asked, limit: 1 })).counts, ...AT_ONCE });

export const useFinding = (key: string | null) =>
  useQuery({ queryKey: [...keys.findings, 'one', key], enabled: key !== null, staleTime: 0, queryFn: () => ifThere(readFinding(key ?? '')) });

export const useFindingKinds = (needed = true) =>
  useQuery({ queryKey: [...keys.findings, 'kinds'], staleTime: LONG, enabled: needed, queryFn: async () => (await readFindingKinds()).items });

/** What stands about a version; of a draft, as if it were in force. `revision` is what was saved of it. */
export const usePlanFindings = (plan: string, version: number, revision = 0) =>
  useQuery({ queryKey: [...keys.findings, 'plan', plan, version, revision], queryFn: () => ifThere(readPlanFindings(plan, version)), ...AT_ONCE });
