import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { now } from '../clock';
import { dropDraft, findDraft, keepDraft } from './drafts';
import { isConflict, merged, type Choices, type Conflict } from './merge';

/** A thing as it was read, and the tag that says which reading. */
export interface Read<T> { value: T; etag: string }
interface Options<T> {
  /** The address of the thing, for example `/plans/1/versions/2`: drafts are found again by it. */
  address: string;
  /** Who edits; drafts of one person are not shown to another on the same device. */
  account: string;
  /** As the server has it; undefined while it is on the way. */
  loaded: Read<T> | undefined;
  /** Sends it with If-Match and answers what the server then has. */
  save: (value: T, etag: string) => Promise<Read<T>>;
}

const PAUSE_MS = 600;

/**
 * Edits of one thing: kept on this device until they are saved, saved against what was read, and when somebody else
 * was quicker, held until a person has joined both (`conflict`, `join`, with MergeScreen).
 */
export function useEdit<T>({ address, account, loaded, save }: Options<T>) {
  const [draft, setDraft] = useState<{ value: T; etag: string; keptAt: Date | null; found: boolean } | null>(null);
  const [looked, setLooked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const pending = useRef<{ value: T; etag: string } | null>(null);

  useEffect(() => {
    let current = true;
    setDraft(null);
    setConflict(null);
    setError(null);
    setLooked(false);
    void findDraft<T>(address, account).then((found) => {
      if (!current) return;
      if (found) setDraft({ value: found.value, etag: found.etag, keptAt: new Date(found.keptAt), found: true });
      setLooked(true);
    });
    return () => { current = false; };
  }, [address, account]);

  const flush = useCallback(() => {
    const kept = pending.current;
    pending.current = null;
    if (kept) void keepDraft({ address, account, ...kept, keptAt: now().toISOString() });
  }, [address, account]);
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => { removeEventListener('pagehide', flush); flush(); };
  }, [flush]);
  useEffect(() => {
    if (!draft || draft.found) return;
    pending.current = { value: draft.value, etag: draft.etag };
    const timer = setTimeout(flush, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, flush]);

  const set = useCallback((change: T | ((before: T) => T)) => {
    setDraft((before) => {
      const from = before ?? loaded;
      if (!from) return before;
      const value = typeof change === 'function' ? (change as (before: T) => T)(from.value) : change;
      return { value, etag: from.etag, keptAt: now(), found: false };
    });
  }, [loaded]);

  const forget = async () => {
    pending.current = null;
    setDraft(null);
    setConflict(null);
    setError(null);
    await dropDraft(address, account);
  };

  const send = async (value: T, etag: string): Promise<Read<T> | null> => {
    setSaving(true);
    setError(null);
    try {
      const saved = await save(value, etag);
      await forget();
      return saved;
    } catch (reason) {
      const details = reason instanceof Problem && reason.stale ? reason.members.conflict : undefined;
      if (isConflict(details)) setConflict(details);
      else setError(reason);
      return null;
    } finally {
      setSaving(false);
    }
  };

  return {
    /** What the fields show: the draft, else what was read. Undefined until both have been looked for. */
    value: looked ? (draft?.value ?? loaded?.value) : undefined,
    dirty: draft !== null,
    /** Since when this device holds edits that the server does not have. */
    keptAt: draft?.keptAt ?? null,
    /** The draft was found on this device, from an earlier visit, and has not been touched yet. */
    found: draft?.found ?? false,
    saving, error, conflict,
    set,
    save: () => (draft ? send(draft.value, draft.etag) : Promise.resolve(null)),
    /** Saves what MergeScreen joined, against what the server has now; the draft on the device is the joined one. */
    join: (choices: Choices) => {
      if (!draft || !conflict) return Promise.resolve(null);
      const value = merged(draft.value, conflict, choices);
      const etag = String(conflict.current_revision);
      setDraft({ value, etag, keptAt: now(), found: false });
      setConflict(null);
      return send(value, etag);
    },
    /** Back to the fields with the draft as it is. */
    notYet: () => setConflict(null),
    /** Gives the edits up: what was read is shown again. */
    discard: forget,
  };
}
export type Edit<T> = ReturnType<typeof useEdit<T>>;
