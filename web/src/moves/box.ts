// Where the outbox lies: one record an entry, in IndexedDB. What the device does not take – no storage, no room – lives
// as long as the page. Knows nothing of what is in an entry.
import { createStore, values } from 'idb-keyval';

const DATABASE = 'ungpho-outbox';

export interface Box {
  /** All records by their keys; with what is not written yet. */
  all: () => Promise<unknown[]>;
  put: (key: string, record: object) => void;
  /** Lays something over a record; one that another page took out meanwhile stays out. */
  change: (key: string, what: object) => void;
  take: (key: string) => void;
  /** When everything asked so far is done; false where the device refused some of it. */
  written: () => Promise<boolean>;
}

/** `told` hears when another page or the worker has changed something. */
export function box(told: () => void): Box {
  const store = typeof indexedDB === 'undefined' ? null : createStore(DATABASE, 'entries');
  const channel = store && typeof BroadcastChannel !== 'undefined' ? new BroadcastChannel(DATABASE) : null;
  (channel as { unref?: () => void } | null)?.unref?.(); // of Node: a test ends although somebody listens
  if (channel) channel.onmessage = told;
  /** Not on the device, or not yet: the record as it is to be, null where it is to go. */
  const open = new Map<string, object | null>();
  let last: Promise<unknown> = Promise.resolve();

  const act = (key: string, aim: object | null, work: (objects: IDBObjectStore) => void) => {
    open.set(key, aim);
    if (!store) return;
    last = last.then(() => store('readwrite', (objects) => {
      work(objects);
      return done(objects.transaction);
    })).then(() => {
      if (open.get(key) === aim) open.delete(key);
      channel?.postMessage(key);
    }, () => { /* stays open: it lives as long as the page, and the next act tries the next record */ });
  };

  return {
    all: async () => {
      const kept = new Map<string, unknown>(store ? (await values<{ operation?: { id?: string } }>(store).catch(() => [])).map((record) => [record?.operation?.id ?? '', record]) : []);
      for (const [key, record] of open) if (record) kept.set(key, record); else kept.delete(key);
      return [...kept.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, record]) => record);
    },
    put: (key, record) => act(key, record, (objects) => void objects.put(record, key)),
    change: (key, what) => {
      if (open.get(key)) { // not on the device yet: the whole of it goes
        const whole = { ...open.get(key), ...what };
        return act(key, whole, (objects) => void objects.put(whole, key));
      }
      if (!store) return;
      last = last.then(() => store('readwrite', (objects) => {
        const asked = objects.get(key);
        asked.onsuccess = () => { if (asked.result) objects.put({ ...(asked.result as object), ...what }, key); };
        return done(objects.transaction);
      })).then(() => channel?.postMessage(key), () => {});
    },
    take: (key) => {
      act(key, null, (objects) => void objects.delete(key));
      if (!store) open.delete(key);
    },
    written: async () => {
      await last;
      return open.size === 0;
    },
  };
}

const done = (transaction: IDBTransaction) => new Promise<void>((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
});
