import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useToast } from '../shared/Toast';
import { moveKeys } from './moveQueries';
import { drop, entries, groupOf, keep, operationOn, waitingIn, type Entry, type Group } from './outbox';
import { undoOf } from './overlay';
import { isSending, onMoved, sendMoves, speakAs, tellMoved } from './send';
import type { Relocation, Said } from './types';

const AGAIN_MS = 20_000;

// One reading for all that look, renewed when something was said or answered: every row of a list asks.
let held: Entry[] | null = null;
onMoved(() => { held = null; });
const read = (): Entry[] => (held ??= entries());
export const useEntries = (): Entry[] => useSyncExternalStore(onMoved, read);

/** Tries again whenever there may be a network, and asks the lists anew when something was taken in. One a page. */
export function useSending(): void {
  const client = useQueryClient();
  const { account } = useSignedIn();
  const speaker = account?.id ?? null;
  useEffect(() => {
    speakAs(speaker);
    let waited = waitingIn(read()).length;
    const off = onMoved(() => {
      const waits = waitingIn(read()).length;
      if (waits < waited) void client.invalidateQueries({ queryKey: moveKeys.all });
      waited = waits;
    });
    const attempt = () => { if (waitingIn(read()).length > 0 && navigator.onLine !== false) void sendMoves(); };
    const seen = () => { if (!document.hidden) attempt(); };
    const other = (event: StorageEvent) => { if (event.key?.startsWith('ungpho.moves')) tellMoved(); };
    addEventListener('online', attempt);
    addEventListener('storage', other);
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(attempt, AGAIN_MS);
    attempt();
    return () => {
      off();
      removeEventListener('online', attempt);
      removeEventListener('storage', other);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    };
  }, [client, speaker]);
}

export interface Saying { said: Said; /** When it happened; now where nothing is given. */ at?: Date; /** What was just done, in words. */ words: string; undoable?: boolean }

/** Says something of a household, after asking who is saying it. What was said by a slip can be taken back. */
export function useSay(): (record: Relocation, saying: Saying) => void {
  const { t } = useWords();
  const toast = useToast();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const allowed = may('tick_task');
  const put = useCallback((record: Relocation, { said, at, words, undoable = true }: Saying) => {
    const operation = operationOn(record, said, at);
    keep(operation, record.code || (record.label ?? ''), account ? { id: account.id, name: account.display_name } : undefined);
    tellMoved();
    void sendMoves();
    const undo = () => {
      // Not sent yet: nobody has heard it, and it is as if it had not been said.
      if (!isSending() && waitingIn(entries()).some((entry) => entry.operation.id === operation.id) && drop(operation.id)) return tellMoved();
      // The server gave this device its own word back, so the undoing has seen it.
      const taken = entries().find((entry) => entry.operation.id === operation.id)?.taken;
      put({ ...record, revision: taken?.revision ?? record.revision }, { said: undoOf(record, said, t('moves.undone')), words: t('moves.undoneWords'), undoable: false });
    };
    toast({ tone: 'done', text: words, undo: undoable ? undo : undefined });
  }, [account, t, toast]);
  return useCallback((record, saying) => (allowed ? put(record, saying) : ask('tick_task', () => put(record, saying))), [allowed, ask, put]);
}

/** Begins a group of people who stand in no register, after asking who is counting them. */
export function useAddGroup(): (group: Omit<Group, 'relocation_id'>, words: string) => void {
  const toast = useToast();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const put = (group: Omit<Group, 'relocation_id'>, words: string) => {
    keep(groupOf(group), group.label, account ? { id: account.id, name: account.display_name } : undefined);
    tellMoved();
    void sendMoves();
    toast({ tone: 'done', text: words });
  };
  return (group, words) => (may('tick_task') ? put(group, words) : ask('tick_task', () => put(group, words)));
}
