// How it stands with a webhook, told from its deliveries, and what an attempt in vain means in plain words. Pure.
import type { Delivery, Webhook } from '../api/webhooks';

/**
 * `givenUp`: what was given up last is younger than what arrived last; `trying`: something did not arrive and is tried
 * again; `waiting`: on its way for the first time; `none`: nothing has happened yet of which it wants to hear.
 */
export type Standing = 'off' | 'givenUp' | 'trying' | 'waiting' | 'well' | 'none';
/** What wants a person comes first. */
const URGENCY: readonly Standing[] = ['givenUp', 'trying', 'waiting', 'well', 'none', 'off'];

export interface Tally { pending: Delivery[]; dead: Delivery[]; /** The last that arrived. */ arrived: Delivery | null }

export const hasFailed = (delivery: Pick<Delivery, 'state' | 'last_status' | 'last_error'>): boolean =>
  delivery.state !== 'delivered' && (delivery.last_status !== null || delivery.last_error !== null);

const lastTried = (deliveries: readonly Delivery[]): string => deliveries.reduce((last, { tried_at }) => (tried_at !== null && tried_at > last ? tried_at : last), '');

export function standingOf({ enabled }: Pick<Webhook, 'enabled'>, { pending, dead, arrived }: Tally): Standing {
  if (!enabled) return 'off';
  if (dead.length > 0 && lastTried(dead) > (arrived?.tried_at ?? '')) return 'givenUp';
  if (pending.some(hasFailed)) return 'trying';
  if (pending.length > 0) return 'waiting';
  return arrived || dead.length > 0 ? 'well' : 'none';
}
export const byUrgency = <T extends { standing: Standing; hook: Pick<Webhook, 'name'> }>(a: T, b: T): number =>
  URGENCY.indexOf(a.standing) - URGENCY.indexOf(b.standing) || a.hook.name.localeCompare(b.hook.name, 'vi');

export type DeliveryStanding = 'waiting' | 'trying' | 'held' | 'delivered' | 'dead';
/** What waits for a webhook that is switched off waits until it is on. */
export function deliveryStanding(delivery: Delivery, enabled: boolean): DeliveryStanding {
  if (delivery.state !== 'pending') return delivery.state;
  if (!enabled) return 'held';
  return hasFailed(delivery) ? 'trying' : 'waiting';
}

export type Trouble =
  | 'redirect' | 'refused' | 'unknownPlace' | 'busy' | 'badRequest' | 'inside' | 'status'
  | 'noPlace' | 'closed' | 'slow' | 'unnamed' | 'unsafe' | 'broken' | 'notAllowed' | 'unanswered';

/** Why it did not arrive; null where it did, or was not tried. */
export function troubleOf({ last_status: status, last_error: error, state }: Pick<Delivery, 'last_status' | 'last_error' | 'state'>): Trouble | null {
  if (state === 'delivered') return null;
  if (status !== null) return ofStatus(status);
  return error === null ? null : ofError(error);
}
function ofStatus(status: number): Trouble {
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 401 || status === 403) return 'refused';
  if (status === 404 || status === 405 || status === 410) return 'unknownPlace';
  if (status === 408 || status === 429 || status === 503) return 'busy';
  if (status >= 400 && status < 500) return 'badRequest';
  return status >= 500 ? 'inside' : 'status';
}
/** The words of the program's own HTTP client, which are English and long; what is not known stays as it is beside them. */
const ERRORS: readonly [RegExp, Trouble][] = [
  [/not an address of the open network/i, 'noPlace'],
  [/is not an https address/i, 'notAllowed'],
  [/certificate|tls|handshake/i, 'unsafe'],
  [/dns error|failed to lookup|no such host|name or service not known|no address associated/i, 'unnamed'],
  [/refused/i, 'closed'],
  [/timed out|deadline|timeout/i, 'slow'],
  [/reset|closed before|incomplete|broken pipe|connection closed/i, 'broken'],
];
const ofError = (error: string): Trouble => ERRORS.find(([words]) => words.test(error))?.[1] ?? 'unanswered';

interface Told { drill: boolean; units: string[]; pretty: string }
/** What is sent, to be looked at; a body that is none stays as it is. */
export function told(body: string): Told {
  try {
    const read = JSON.parse(body) as { data?: { drill?: unknown; units?: unknown; unit_code?: unknown } };
    const { drill, units, unit_code: unit } = read.data ?? {};
    const codes = Array.isArray(units) ? units.filter((code): code is string => typeof code === 'string') : typeof unit === 'string' ? [unit] : [];
    return { drill: drill === true, units: codes, pretty: JSON.stringify(read, null, 2) };
  } catch {
    return { drill: false, units: [], pretty: body };
  }
}
