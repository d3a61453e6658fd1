// The one place that calls fetch. It knows paths, headers and errors; it knows nothing of screens.
import { NoAnswer, problemOf } from './problem';

export const BASE = '/api/v1';

let language = 'vi';
/** The language in which the server writes its problems. */
export function speak(lang: string): void { language = lang; }

interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** A file sent as it is, in place of a JSON body. */
  file?: Blob;
  /** The ETag that was read; the server refuses the change (412) when it is no longer the present one. */
  ifMatch?: string;
  /** One key per intended act, so that a repeated send after a lost answer does not act twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', quoted(options.ifMatch));
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);

  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? options.file : JSON.stringify(options.body),
      credentials: 'same-origin',
      signal: options.signal,
    });
  } catch (reason) {
    if (options.signal?.aborted) throw reason;
    throw new NoAnswer();
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/**
 * A document outside the base (a TileJSON, the list of base maps); null where this server has none or does not show it
 * to this person. The app's own page answers unknown addresses, so only JSON counts.
 */
export async function optional<T>(address: string): Promise<T | null> {
  try {
    const response = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    if (!response.ok || !/json/.test(response.headers.get('Content-Type') ?? '')) return null;
    return (await response.json()) as T;
  } catch {
    return null;
  }
}

/** The first `most` bytes of a foreign text, as text; `whole` tells whether that is all of it. */
export async function textOf(path: string, most: number): Promise<{ text: string; whole: boolean }> {
  let response: Response;
  try {
    response = await fetch(BASE + path, { credentials: 'same-origin' });
  } catch {
    throw new NoAnswer();
  }
  if (!response.ok) throw await problemOf(response);
  const bytes = await response.blob();
  return { text: await bytes.slice(0, most).text(), whole: bytes.size <= most };
}

/** An entity tag travels in quotes; a body may carry it with or without them. */
function quoted(etag: string): string {
  return /^(W\/)?".*"$/.test(etag) ? etag : `"${etag}"`;
}

/** A fresh idempotency key. `crypto.randomUUID` is missing on plain-http addresses, which communes do use. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
