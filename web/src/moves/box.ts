// Where the outbox lies: one record an entry, in IndexedDB. What the device does not take – no storage, no room – lives
// as long as the page. Knows nothing of what is in an entry.
import { createStore, values } from 'idb-keyval';

const DATABASE = 'ungpho-outbox';
/** What another page writes at once is read at once. */
const HEAR_MS = 40;

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
  let hearing: ReturnType<typeof setTimeout> | undefined;
  if (channel) channel.onmessage = () => { hearing ??= setTimeout(() => { hearing = undefined; told(); }, HEAR_MS); };
  /** Not on the device, or not yet: the record as it is to be, null where it is to go. */
  const open = new Map<string, object | null>();
  let last: Promise<unknown> = Promise.resolve();
  let acts: { key: string; aim?: object | null; work: (objects: IDBObjectStore) => void }[] = [];

  // Everything that is asked in one breath is one transaction, and none waits for another: a page may be closed at once.
  const ask = (act: (typeof acts)[number]) => {
    if (act.aim !== undefined) open.set(act.key, act.aim);
    if (!store) return;
    if (acts.push(act) === 1) queueMicrotask(flush);
  };
  const flush = () => {
    const now = acts;
    acts = [];
    const done = store?.('readwrite', (objects) => {
      for (const { work } of now) work(objects);
      return ending(objects.transaction);
    }).then(() => {
      for (const { key, aim } of now) if (aim !== undefined && open.get(key) === aim) open.delete(key);
      channel?.postMessage('written');
    }, () => { /* stays open: it lives as long as the page */ });
    last = Promise.all([last, done]);
  };

  return {
    all: async () => {
      const kept = new Map<string, unknown>(store ? (await values<{ operation?: { id?: string } }>(store).catch(() => [])).map((record) => [record?.operation?.id ?? '', record]) : []);
      for (const [key, record] of open) if (record) kept.set(key, record); else kept.delete(key);
      return [...kept.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, record]) => record);
    },
    put: (key, record) => ask({ key, aim: record, work: (objects) => void objects.put(record, key) }),
    change: (key, what) => {
      if (open.get(key)) { // not on the device yet: the whole of it goes
        const whole = { ...open.get(key), ...what };
        return ask({ key, aim: whole, work: (objects) => void objects.put(whole, key) });
      }
      ask({
        key, work: (objects) => {
          const asked = objects.get(key);
          asked.onsuccess = () => { if (asked.result) objects.put({ ...(asked.result as object), ...what }, key); };
        },
      });
    },
    take: (key) => {
      ask({ key, aim: null, work: (objects) => void objects.delete(key) });
      if (!store) open.delete(key);
    },
    written: async () => {
      await Promise.resolve(); // what was asked in this breath is on its way
      await last;
      return open.size === 0;
    },
  };
}

const ending = (transaction: IDBTransaction) => new Promise<void>((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
});
