import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useToast } from '../shared/Toast';
import { moveKeys } from './moveQueries';
import { useLine } from '../app/LiveLine';
import { keys } from '../api/keys';
import { sendLater } from '../offline/sendLater';
import { entries, groupOf, keep, onMoved, operationOn, ready, takingBack, waitingIn, type Entry, type Group } from './outbox';
import { sendMoves, speakAs } from './send';
import { standingOf } from './takeBack';
import type { Relocation, Said, Standing } from './types';

const AGAIN_MS = 20_000;

/** At once, and where that fails by the browser itself, also when this page is gone. */
export function send(): void {
  void sendMoves().then(sendLater);
}

// One reading for all that look, renewed when something was said or answered: every row of a list asks.
let held: Entry[] | null = null;
onMoved(() => { held = null; });
const read = (): Entry[] => (held ??= entries());
export const useEntries = (): Entry[] => useSyncExternalStore(onMoved, read);

/** Tries again whenever there may be a network, and asks the lists anew when something was taken in. One a page. */
export function useSending(): void {
  const client = useQueryClient();
  const { account, known } = useSignedIn();
  const speaker = account?.id ?? null;
  const line = useLine().state;
  useEffect(() => {
    if (!known) return; // nothing goes out before it is known who is here
    speakAs(speaker);
    void ready();
    let waited = waitingIn(read()).length;
    const off = onMoved(() => {
      const waits = waitingIn(read()).length;
      if (waits < waited) for (const queryKey of [moveKeys.all, ['checklists'], keys.activations]) void client.invalidateQueries({ queryKey });
      waited = waits;
    });
    const attempt = () => { if (waitingIn(read()).length > 0 && navigator.onLine !== false) void sendMoves(); };
    const seen = () => { if (!document.hidden) attempt(); };
    addEventListener('online', attempt);
    addEventListener('focus', attempt);
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(attempt, AGAIN_MS);
    attempt();
    return () => {
      off();
      removeEventListener('online', attempt);
      removeEventListener('focus', attempt);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    };
  }, [client, known, line, speaker]);
}

export interface Saying { said: Said; /** When it happened; now where nothing is given. */ at?: Date; /** What was just done, in words. */ words: string }

/** Takes a report of the household back; `restores` is where the household stands without it, as far as this device can tell. */
export function useTakeBack(): (record: Pick<Relocation, 'id' | 'code' | 'label' | 'revision'>, slip: string, restores: Standing) => void {
  const { t } = useWords();
  const toast = useToast();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const put = useCallback((record: Pick<Relocation, 'id' | 'code' | 'label' | 'revision'>, slip: string, restores: Standing) => {
    // The server gave this device its own word back, so the taking back has seen it.
    const taken = entries().find((entry) => entry.operation.id === slip)?.taken;
    const operation = takingBack({ id: record.id, revision: Math.max(record.revision, taken?.revision ?? 0) }, slip);
    keep(operation, nameOf(record), { by: account ? { id: account.id, name: account.display_name } : undefined, restores });
    send();
    toast({ tone: 'done', text: t('moves.takeBack.done', { code: nameOf(record) }) });
  }, [account, t, toast]);
  const allowed = may('tick_task');
  return useCallback((record, slip, restores) => (allowed ? put(record, slip, restores) : ask('tick_task', () => put(record, slip, restores))), [allowed, ask, put]);
}

/** Says something of a household, after asking who is saying it. What was said by a slip can be taken back. */
export function useSay(): (record: Relocation, saying: Saying) => void {
  const toast = useToast();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  // The toast outlives a sign-in: it takes back in the name of whoever is signed in then.
  const taking = useTakeBack();
  const takeBack = useRef(taking);
  useEffect(() => { takeBack.current = taking; }, [taking]);
  const allowed = may('tick_task');
  const put = useCallback((record: Relocation, { said, at, words }: Saying) => {
    const operation = operationOn(record, said, at);
    keep(operation, nameOf(record), { by: account ? { id: account.id, name: account.display_name } : undefined });
    send();
    toast({ tone: 'done', text: words, undo: () => takeBack.current(record, operation.id, standingOf(record)) });
  }, [account, toast]);
  return useCallback((record, saying) => (allowed ? put(record, saying) : ask('tick_task', () => put(record, saying))), [allowed, ask, put]);
}
const nameOf = (record: Pick<Relocation, 'code' | 'label'>): string => record.code || (record.label ?? '');

/** Begins a group of people who stand in no register, after asking who is counting them. */
export function useAddGroup(): (group: Omit<Group, 'relocation_id'>, words: string) => void {
  const toast = useToast();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const put = (group: Omit<Group, 'relocation_id'>, words: string) => {
    keep(groupOf(group), group.label, { by: account ? { id: account.id, name: account.display_name } : undefined });
    send();
    toast({ tone: 'done', text: words });
  };
  return (group, words) => (may('tick_task') ? put(group, words) : ask('tick_task', () => put(group, words)));
}
