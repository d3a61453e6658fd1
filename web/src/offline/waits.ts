// Everything of an account that is on this device and nowhere else, by kind: what signing out would leave behind.
import { contestedIn, entries, ready, waitingIn, type Entry } from '../moves/outbox';
import { draftsOf, type Draft } from '../shared/edit/drafts';
import { waiting as waitingSigns } from '../signs/outbox';

export const WAIT_KINDS = ['stages', 'households', 'tasks', 'papers', 'photos', 'contested', 'inspections', 'drafts', 'signs'] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];
export type Waits = { kind: WaitKind; count: number }[];

/** Of an operation, what people call it. */
export function kindOf({ operation: { part, task } }: Entry): WaitKind {
  if (part?.kind === 'photo' || part?.kind === 'unphoto') return 'photos';
  if (part?.kind === 'stage') return 'stages';
  if (part?.kind === 'paper') return 'papers';
  return part || task ? 'tasks' : 'households';
}

const PHOTOS = /\/photos$/;
export const isRecord = ({ address }: Pick<Draft<unknown>, 'address'>): boolean => /^\/inspection-records\/[^/]+\/versions\/\d+$/.test(address);

/** Counted without asking the device, so that it can be tested. */
export function countWaits(outbox: readonly Entry[], drafts: readonly Draft<unknown>[], signs: number, account: string): Waits {
  const counts = new Map<WaitKind, number>();
  const add = (kind: WaitKind, n = 1) => { if (n > 0) counts.set(kind, (counts.get(kind) ?? 0) + n); };
  // What has no name was said before anybody signed in, or by an earlier version: it goes with whoever sends.
  const own = outbox.filter((entry) => entry.by === undefined || entry.by.id === account);
  for (const entry of waitingIn(own)) add(kindOf(entry));
  add('contested', contestedIn(own).length);
  for (const draft of drafts) {
    if (PHOTOS.test(draft.address)) add('photos', Array.isArray(draft.value) ? draft.value.length : 0);
    else add(isRecord(draft) ? 'inspections' : 'drafts');
  }
  add('signs', signs);
  return WAIT_KINDS.flatMap((kind) => (counts.has(kind) ? [{ kind, count: counts.get(kind) ?? 0 }] : []));
}

export async function whatWaits(account: string): Promise<Waits> {
  await ready();
  return countWaits(entries(), await draftsOf(account), waitingSigns().length, account);
}

export const total = (waits: Waits): number => waits.reduce((sum, each) => sum + each.count, 0);
/** What sending can clear: the others need a person, who looks, chooses or finishes writing. */
export const sendable = (waits: Waits): number => total(waits.filter(({ kind }) => kind !== 'contested' && kind !== 'drafts'));
