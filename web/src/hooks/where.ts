// Addresses of the pages of webhooks. Pure.
import type { DeliveryState } from '../api/webhooks';
import type { DeliveryFilter } from './hookQueries';

export const HOOKS = '/bao-he-thong-khac';
export const hookAt = (id: string) => `${HOOKS}/${id}`;

/** States as they stand in an address. */
const WORDS: Record<DeliveryState, string> = { pending: 'dang-cho', delivered: 'da-den', dead: 'thoi-gui' };

export function deliveriesAt({ webhook, state }: Partial<DeliveryFilter>): string {
  const query = new URLSearchParams();
  if (webhook) query.set('dang-ky', webhook);
  if (state) query.set('xem', WORDS[state]);
  const text = query.toString();
  return `${HOOKS}/da-gui${text && `?${text}`}`;
}
export function filterAt(query: URLSearchParams): DeliveryFilter {
  const state = (Object.keys(WORDS) as DeliveryState[]).find((each) => WORDS[each] === query.get('xem'));
  return { webhook: query.get('dang-ky') ?? '', state: state ?? '' };
}
