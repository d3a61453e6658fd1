import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { saveRecord, type InspectionRecord, type RecordContent } from '../api/inspections';
import { call } from '../api/client';
import { NoAnswer, Problem } from '../api/problem';
import { now } from '../shared/clock';
import { dropDraft, findDraft, keepDraft } from '../shared/edit/drafts';
import { joined, withTheirs, type Clash } from './merge';
import { sent } from './record';

/** Each save is a line in the log of the office: taps of one point go together. The device has them at once. */
const PAUSE_MS = 4_000;
const AGAIN_MS = 15_000;
/** What the device keeps: the content, and the one it was begun from, so that two people's work can be joined later. */
interface Kept { base: RecordContent; value: RecordContent }
export interface Told { by: string | null; clashes: Clash[] }

/**
 * A record while it is filled in. Every tap is kept on this device at once and sent after a pause; without a network it
 * waits here and goes out by itself. Somebody else of the team may fill in other points meanwhile: both are joined, and
 * where both touched one point a person chooses.
 */
export function useRecordDraft(record: InspectionRecord, account: string) {
  const client = useQueryClient();
  const address = `/inspection-records/${record.id}/versions/${record.version}`;
  const [value, setValue] = useState(record.content);
  const [dirty, setDirty] = useState(false);
  const [saving, setSaving] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [keptAt, setKeptAt] = useState<Date | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [ready, setReady] = useState(false);
  // What is true between renders: a send that is under way must see the last tap.
  const held = useRef({ base: record.content, revision: record.revision, value: record.content, dirty: false, sending: null as Promise<boolean> | null, stopped: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const keep = useCallback(() => {
    const { base, value: mine, revision } = held.current;
    void keepDraft<Kept>({ address, account, value: { base, value: mine }, etag: String(revision), keptAt: now().toISOString() });
  }, [account, address]);

  const put = useCallback((content: RecordContent, changed: boolean) => {
    held.current.value = content;
    held.current.dirty = changed;
    setValue(content);
    setDirty(changed);
  }, []);

  /** Takes over what somebody else saved meanwhile; true where nothing is left to be chosen. */
  const takeOver = useCallback((theirs: InspectionRecord): boolean => {
    const { content, clashes } = joined(held.current.base, held.current.value, theirs.content);
    held.current.base = theirs.content;
    held.current.revision = theirs.revision;
    put(content, true);
    keep();
    if (clashes.length > 0) setTold({ by: null, clashes });
    return clashes.length === 0;
  }, [keep, put]);

  const send = useCallback(async (): Promise<boolean> => {
    for (let tries = 0; held.current.dirty && !held.current.stopped; tries += 1) {
      const snapshot = held.current.value;
      try {
        const saved = await saveRecord({ id: record.id, revision: held.current.revision }, sent(snapshot));
        held.current.base = saved.content;
        held.current.revision = saved.revision;
        client.setQueryData(['inspection-record', record.id], saved); // what the device keeps for the next opening is what is saved
        if (held.current.value === snapshot) {
          put(snapshot, false);
          await dropDraft(address, account);
        } else keep();
      } catch (reason) {
        if (reason instanceof Problem && (reason.stale || reason.is('record-signed')) && tries < 4) {
          const theirs = await call<InspectionRecord>(`/inspection-records/${record.id}`);
          // Signed, or corrected by another version: there is nothing to save into any more. The page is drawn anew.
          if (theirs.state === 'signed' || theirs.version !== record.version) {
            held.current.stopped = true;
            client.setQueryData(['inspection-record', record.id], theirs);
            return false;
          }
          if (takeOver(theirs)) continue;
          return false;
        }
        throw reason;
      }
    }
    return !held.current.dirty;
  }, [account, address, client, keep, put, record.id, record.version, takeOver]);

  /** Sends what is not saved yet; one send at a time. True where the server then has everything. */
  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    if (held.current.sending) return held.current.sending.then(() => (held.current.dirty ? flush() : true));
    if (!held.current.dirty) return Promise.resolve(true);
    setSaving(true);
    const under = send().then(
      (done) => { setWaiting(false); setError(null); return done; },
      (reason: unknown) => {
        const without = reason instanceof NoAnswer;
        setWaiting(without);
        setError(without ? null : reason);
        if (without) timer.current = setTimeout(() => void flush(), AGAIN_MS);
        return false;
      },
    ).finally(() => { held.current.sending = null; setSaving(false); });
    held.current.sending = under;
    return under;
  }, [send]);

  useEffect(() => {
    let current = true;
    void findDraft<Kept>(address, account).then((found) => {
      if (!current) return;
      setReady(true);
      if (!found || held.current.dirty) return;
      // Begun from an older reading: what others saved since is joined with what this device holds.
      held.current.base = found.value.base;
      held.current.value = found.value.value;
      held.current.revision = Number(found.etag);
      setKeptAt(new Date(found.keptAt));
      // What the device kept of the record may be older than what this draft was begun from: nothing is joined with the past.
      if (record.revision <= held.current.revision) put(found.value.value, true);
      else if (!takeOver(record)) return;
      void flush();
    });
    return () => { current = false; };
    // Once for each version that is opened.
  }, [address, account]);

  // Read anew while nothing waits here: what others of the team saved is shown.
  useEffect(() => {
    if (record.revision <= held.current.revision || held.current.dirty || held.current.sending) return;
    held.current.base = record.content;
    held.current.revision = record.revision;
    put(record.content, false);
  }, [record, put]);

  useEffect(() => {
    const online = () => void flush();
    const hidden = () => { if (document.visibilityState === 'hidden') void flush(); };
    addEventListener('online', online);
    document.addEventListener('visibilitychange', hidden);
    return () => { removeEventListener('online', online); document.removeEventListener('visibilitychange', hidden); clearTimeout(timer.current); void flush(); };
  }, [flush]);

  return {
    value, dirty, saving, waiting, error, keptAt, told, flush,
    /** Nothing is shown before the device was looked at: a tap in between would be lost. */
    ready,
    /** The revision that was saved last, for whoever signs. */
    revision: () => held.current.revision,
    set: (change: (before: RecordContent) => RecordContent) => {
      put(change(held.current.value), true);
      setKeptAt(now());
      keep();
      setError(null);
      clearTimeout(timer.current);
      if (!told) timer.current = setTimeout(() => void flush(), PAUSE_MS);
    },
    /** What was chosen where both changed one thing: the keys whose value is theirs. */
    settle: (theirs: ReadonlySet<string>) => {
      if (told) put(withTheirs(held.current.value, told.clashes, theirs), true);
      setTold(null);
      keep();
      void flush();
    },
  };
}
export type RecordDraft = ReturnType<typeof useRecordDraft>;
