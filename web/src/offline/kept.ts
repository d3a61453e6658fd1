// What was read is kept on the device for the account that read it, so that the field screens open without a network. One
// record an answer in IndexedDB; gone when the person signs out or somebody else signs in. What nobody signed in read is
// not kept.
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { clear, createStore, del, delMany, get, getMany, keys as names, set, setMany, type UseStore } from 'idb-keyval';
import { keys } from '../api/keys';
import type { Session } from '../api/types';

interface Answer { key: QueryKey; data: unknown; at: number }
/** Of whom everything here is. */
const WHO = 'who';
const WRITE_MS = 400;
const OLDEST_MS = 14 * 86_400_000;

/** Beginnings of what is kept: what the screens of the field ask for, and what every page asks for. */
const KEPT: readonly QueryKey[] = [
  keys.meta, keys.session, keys.events, keys.alerts, keys.activations, ['checklists'], keys.moves, keys.zones, keys.shelters,
  keys.communes, keys.resources, keys.units, keys.sources, ['return-criteria'], keys.plans, ['plan-form'], ['hazards'],
  ['inspections'], ['inspection'], ['inspection-record'],
];
/** Below those, and not of the field: looks back into the past, the inbox's filters, what waits at a desk. */
const NOT_KEPT = new Set(['history', 'on', 'inbox', 'decisions', 'unplaced', 'named', 'review', 'quick', 'comments', 'completeness', 'diff', 'ranking']);

export const isKept = (key: QueryKey): boolean =>
  KEPT.some((beginning) => beginning.every((part, i) => key[i] === part)) && !key.some((part) => typeof part === 'string' && NOT_KEPT.has(part));

/** Of plans what is in force, or was: what somebody is writing is read from the server, or not at all. */
const isFrozen = (key: QueryKey, data: unknown): boolean =>
  key[0] !== 'plans' || key.length !== 3 || typeof key[2] !== 'number' || !['draft', 'returned', 'submitted', 'appraised'].includes(String((data as { status?: string }).status));

const waiting = new Map<string, Answer>();
let timer: ReturnType<typeof setTimeout> | undefined;
let who: string | null = null;

/** Pages of one browser share what is kept: who signs out in one of them has left them all. */
let line: BroadcastChannel | null = null;
let made: UseStore | null | undefined;
const store = (): UseStore | null => (made ??= typeof indexedDB === 'undefined' ? null : createStore('ungpho-kept', 'answers'));

/** Puts what is kept under the screens before they are drawn, and keeps what they read from now on. */
export async function startKeeping(client: QueryClient, patience = 2_000): Promise<void> {
  line ??= typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ungpho-kept');
  line?.addEventListener('message', () => void leftElsewhere(client));
  for (const key of KEPT) client.setQueryDefaults(key, { gcTime: Infinity }); // what was read once is there until the page goes
  const slow = new Promise<void>((done) => setTimeout(done, patience));
  await Promise.race([restore(client).catch(() => {}), slow]); // a device that cannot read its own storage does not stop the app
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') keepAnswer(event.query);
  });
}

/** What was read meanwhile from the server is newer than what is kept. */
export async function restore(client: QueryClient): Promise<void> {
  const at = store();
  if (!at) return;
  const [session, all] = await Promise.all([get<Session>(WHO, at), names<string>(at)]); // each is a way there and back
  if (!session?.account) return;
  who = session.account.id;
  const begins = `${who}/`;
  const old = Date.now() - OLDEST_MS;
  const own = all.filter((name) => name.startsWith(begins) && !name.startsWith(`${begins}${BROUGHT}`));
  const answers = await getMany<Answer>(own, at);
  for (const [i, name] of own.entries()) {
    const answer = answers[i];
    if (!answer) continue;
    if (answer.at < old) void del(name, at);
    else if (client.getQueryData(answer.key) === undefined) client.setQueryData(answer.key, answer.data, { updatedAt: answer.at });
  }
  // However young it is: others, and this page before it was opened again, may have changed it since.
  await client.invalidateQueries({ refetchType: 'none' });
  if (client.getQueryData(keys.session) === undefined) client.setQueryData(keys.session, session, { updatedAt: 1 }); // to be asked as soon as there is a network
}

function keepAnswer(query: Query): void {
  const { queryKey: key, queryHash, state: { data, dataUpdatedAt } } = query;
  if (key[0] === 'session') return void noteWho(data as Session);
  if (who === null || !isKept(key) || data === undefined || !isFrozen(key, data)) return;
  waiting.set(`${who}/${queryHash}`, { key, data, at: dataUpdatedAt });
  timer ??= setTimeout(() => { timer = undefined; void write(); }, WRITE_MS);
}

/** Everything read so far is on the device; false where it has no room. */
export async function write(): Promise<boolean> {
  const at = store();
  const batch = [...waiting.entries()];
  waiting.clear();
  if (!at) return false;
  try {
    await setMany(batch, at);
    return true;
  } catch {
    return false;
  }
}

/** What is brought along and too large to be read at every start: a whole register. It is read when a screen wants it. */
const BROUGHT = 'brought/';
export async function putBrought(name: string, data: unknown): Promise<void> {
  const at = store();
  if (at && who !== null) await set(`${who}/${BROUGHT}${name}`, { key: [], data, at: Date.now() } satisfies Answer, at);
}
export async function readBrought<T>(name: string): Promise<{ data: T; at: number } | null> {
  const at = store();
  const found = at && who !== null ? await get<Answer>(`${who}/${BROUGHT}${name}`, at).catch(() => undefined) : undefined;
  return found && found.at >= Date.now() - OLDEST_MS ? { data: found.data as T, at: found.at } : null;
}

/** Somebody else’s answers go; an account that has run out keeps its own until it signs in again, and shows none. */
export async function noteWho(session: Session): Promise<void> {
  const at = store();
  who = session.account?.id ?? null;
  if (!at) return;
  try {
    if (!session.account) return await del(WHO, at);
    const own = `${session.account.id}/`;
    if (!broughtNote(session.account.id)) noteBrought(null);
    await delMany((await names<string>(at)).filter((name) => !name.startsWith(own)), at);
    await set(WHO, session, at);
  } catch {
    // Nothing is kept then.
  }
}

const NOTED_AS = 'ungpho.brought';
/** When everything was last brought along, of whom and how much; gone with the data itself. */
export interface BroughtNote { account: string; at: string; bytes: number }
export function broughtNote(account: string): BroughtNote | null {
  try {
    const last = JSON.parse(localStorage.getItem(NOTED_AS) ?? 'null') as BroughtNote | null;
    return last?.account === account ? last : null;
  } catch {
    return null;
  }
}
export function noteBrought(note: BroughtNote | null): void {
  try {
    if (note) localStorage.setItem(NOTED_AS, JSON.stringify(note));
    else localStorage.removeItem(NOTED_AS);
  } catch {
    // Asked again the next time.
  }
}

/** At sign-out: all of it, and the outbox stays – what was said is sent when its speaker is here again. */
export async function wipe(): Promise<void> {
  waiting.clear();
  who = null;
  noteBrought(null);
  const at = store();
  if (at) await clear(at).catch(() => {});
  line?.postMessage('left');
}

/** The page shows what anybody may see, as soon as there is an answer. */
export function forget(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' && !query.isActive() });
  client.setQueryData<Session>(keys.session, { account: null, permissions: [] });
  void client.resetQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'meta' });
  void client.invalidateQueries({ queryKey: keys.session }); // an anonymous reader may have permissions too
}

/** Somebody signed out in another page: what this one was writing at that moment goes too, unless somebody is here again. */
async function leftElsewhere(client: QueryClient): Promise<void> {
  waiting.clear();
  who = null;
  const at = store();
  const again = at && await get<Session>(WHO, at).catch(() => undefined);
  if (at && !again) await clear(at).catch(() => {});
  forget(client);
}

/** How much of this account is kept, as the device tells; null where it does not. */
export async function keptBytes(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.usage ?? null;
}
