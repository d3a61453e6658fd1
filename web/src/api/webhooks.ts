// Webhooks: which programs are told of what, and what became of each message. For administrators of the whole province.
import { call } from './client';
import type { Page } from './types';

export interface Webhook {
  id: string; name: string; url: string;
  /** Kinds of events, as docs/stream.md names them. */
  kinds: string[];
  enabled: boolean; made_at: string; etag: string;
}
/** `whsec_…`, told this once. */
export interface NewWebhook extends Webhook { secret: string }
export interface WebhookList extends Page<Webhook> { kinds: string[] }

export type DeliveryState = 'pending' | 'delivered' | 'dead';
export interface Delivery {
  /** Sent as `webhook-id`, the same at each attempt. */
  id: string;
  webhook_id: string; seq: number; kind: string;
  /** The JSON that is sent, as text. */
  body: string;
  state: DeliveryState; attempts: number;
  made_at: string; next_at: string | null; tried_at: string | null;
  last_status: number | null; last_error: string | null;
}

export interface WebhookFields { name: string; url: string; kinds: string[]; enabled?: boolean }

export const listWebhooks = () => call<WebhookList>('/webhooks');
export const createWebhook = (fields: WebhookFields, idempotencyKey?: string) => call<NewWebhook>('/webhooks', { method: 'POST', body: fields, idempotencyKey });
export const changeWebhook = (held: Pick<Webhook, 'id' | 'etag'>, change: Partial<WebhookFields>) =>
  call<Webhook>(`/webhooks/${held.id}`, { method: 'PATCH', body: change, ifMatch: held.etag });
export const removeWebhook = (held: Pick<Webhook, 'id' | 'etag'>) =>
  call<null>(`/webhooks/${held.id}`, { method: 'DELETE', ifMatch: held.etag });
export const listDeliveries = (of: { webhook?: string; state?: DeliveryState; cursor?: string; limit?: number }) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(of)) if (value) query.set(name, String(value));
  return call<Page<Delivery>>(`/deliveries?${query}`);
};
export const sendAgain = (id: string) => call<Delivery>(`/deliveries/${id}/again`, { method: 'POST' });
