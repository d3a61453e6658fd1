// What the pages of webhooks read. What arrives is told by no event, so it is asked again while somebody looks.
import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { listDeliveries, listWebhooks, type Delivery, type DeliveryState, type Webhook } from '../api/webhooks';
import { useMayHook } from '../app/session/useSignedIn';
import type { Tally } from './standing';

const AGAIN_MS = 10_000;
/** Of those that wait or were given up as many are counted; more are said to be more. */
export const COUNTED = 200;

export const useWebhooks = () => useQuery({ queryKey: keys.webhooks, enabled: useMayHook(), queryFn: listWebhooks });

/** Of each webhook what waits, what was given up and what arrived last; null until all of it is known. */
export function useTallies(hooks: readonly Webhook[]): { tallies: Map<string, Tally> | null; error: unknown } {
  const counted = (['pending', 'dead'] as const).map((state) => ({ queryKey: [...keys.deliveries, 'all', state], refetchInterval: AGAIN_MS, queryFn: () => listDeliveries({ state, limit: COUNTED }) }));
  const last = hooks.map(({ id }) => ({ queryKey: [...keys.deliveries, 'last', id], refetchInterval: AGAIN_MS, queryFn: () => listDeliveries({ webhook: id, state: 'delivered', limit: 1 }) }));
  const found = useQueries({ queries: [...counted, ...last] });
  const error = found.find((each) => each.error)?.error ?? null;
  const [pending, dead, ...arrived] = found.map((each) => each.data?.items);
  if (!pending || !dead || arrived.some((each) => !each)) return { tallies: null, error };
  const of = (all: Delivery[], id: string) => all.filter((each) => each.webhook_id === id);
  return { tallies: new Map(hooks.map(({ id }, i) => [id, { pending: of(pending, id), dead: of(dead, id), arrived: arrived[i]?.[0] ?? null }])), error };
}

export interface DeliveryFilter { webhook: string; state: DeliveryState | '' }
export const useDeliveries = ({ webhook, state }: DeliveryFilter) =>
  useInfiniteQuery({
    queryKey: [...keys.deliveries, 'list', webhook, state],
    enabled: useMayHook(),
    refetchInterval: AGAIN_MS,
    initialPageParam: '',
    queryFn: ({ pageParam }) => listDeliveries({ webhook, ...(state && { state }), cursor: pageParam, limit: 50 }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** What was done to a webhook or a delivery is shown at once. */
export function useHooksAnew(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([client.invalidateQueries({ queryKey: keys.webhooks }), client.invalidateQueries({ queryKey: keys.deliveries })]);
  };
}
