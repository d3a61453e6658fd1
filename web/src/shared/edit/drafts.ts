// Edits not yet saved, kept on this device by the address of what they change: a reload, a dead battery or a closed
// lid loses nothing. IndexedDB, because a plan is larger than what localStorage takes; where it is refused (a private
// window), drafts live as long as the page.

export interface Draft<T> { address: string; value: T; etag: string; keptAt: string; account: string }

const STORE = 'drafts';
const memory = new Map<string, Draft<unknown>>();
let opened: Promise<IDBDatabase | null> | null = null;

function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise((done) => {
    if (typeof indexedDB === 'undefined') return done(null);
    const request = indexedDB.open('ungpho', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(null);
    request.onblocked = () => done(null);
  });
  return opened;
}

/** One device may serve several people in a shift: each finds only their own drafts. */
const keyOf = (address: string, account: string) => `${account} ${address}`;

export async function keepDraft<T>(draft: Draft<T>): Promise<void> {
  const key = keyOf(draft.address, draft.account);
  memory.set(key, draft);
  await within('readwrite', (store) => store.put({ key, ...draft }));
}

export async function findDraft<T>(address: string, account: string): Promise<Draft<T> | null> {
  const key = keyOf(address, account);
  const found = memory.get(key) ?? (await within('readonly', (store) => store.get(key)));
  return (found as Draft<T> | undefined) ?? null;
}

export async function dropDraft(address: string, account: string): Promise<void> {
  const key = keyOf(address, account);
  memory.delete(key);
  await within('readwrite', (store) => store.delete(key));
}

/** Every draft of an account, as it lies on the device: another page may have sent what this one still remembers. */
export async function draftsOf(account: string): Promise<Draft<unknown>[]> {
  const kept = (await within('readonly', (store) => store.getAll())) as Draft<unknown>[] | undefined;
  return (kept ?? [...memory.values()]).filter((draft) => draft.account === account);
}
/** One of them, in the same way. */
export async function draftOnDevice<T>(address: string, account: string): Promise<Draft<T> | null> {
  return ((await draftsOf(account)).find((draft) => draft.address === address) as Draft<T> | undefined) ?? null;
}

async function within(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const db = await database();
  if (!db) return undefined;
  return new Promise((done) => {
    try {
      const request = work(db.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(undefined);
    } catch {
      done(undefined); // the browser closed the database under us; memory still holds the draft
    }
  });
}
