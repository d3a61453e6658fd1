// What was said of households on this device and is on its way to the server. The one place through which the list
// changes anything: it makes the operations of POST /sync and keeps them until each is answered. Where they lie is
// behind `Box`, so that a better store can be put under it. Pure but for the box.
import { uuid, uuid7 } from '../shared/uuid';
import type { Said, Standing, Taken } from './types';

interface Framed { id: string; happened_at: string; base_revision: number }
/** People who stand in no register, counted as a group; the relocation it begins has its id from here. */
export interface Group { relocation_id: string; checklist_id: string; label: string; village: string; people: number; said?: Said }
export type Operation = Framed & ({ relocation: { id: string; said: Said }; group?: undefined } | { group: Group; relocation?: undefined })
export interface Speaker { id: string; name: string }
/** `taken`: answered, and kept until the server's own record shows it; `reason`: why it still waits. */
export interface Entry {
  operation: Operation; about: string; said_at: string; /** Who said it; nobody else’s account sends it. */ by?: Speaker;
  /** Of one that takes back: where the household stands without the slip, to show until the server says it itself. */
  restores?: Standing;
  taken?: Taken; reason?: string; needsSignIn?: boolean;
}
export type Box = Pick<Storage, 'getItem' | 'setItem'>;

export const KEPT_AS = 'ungpho.moves';
const DEVICE_AS = 'ungpho.device';
/** Answered ones that are remembered: more than a person says between two answers of the server. */
const REMEMBERED = 40;

/** What the box had no room for. */
const memory = new Map<string, string>();
const page = new Map<string, string>();
const inMemory: Box = { getItem: (key) => page.get(key) ?? null, setItem: (key, value) => void page.set(key, value) };
function storage(): Box {
  try {
    return typeof localStorage === 'undefined' ? inMemory : localStorage;
  } catch {
    return inMemory; // cookies are blocked
  }
}

/** The same name each time, so that the server knows what this device has said itself. */
export function deviceName(box: Box = storage()): string {
  const kept = memory.get(DEVICE_AS) ?? box.getItem(DEVICE_AS);
  if (kept) return kept;
  const made = `web-${uuid().slice(0, 13)}`;
  put(DEVICE_AS, made, box);
  return made;
}

/** An operation about a relocation as it was shown. Times are this device's own: the server moves them by its clock. */
export function operationOn(shown: { id: string; revision: number }, said: Said, happenedAt: Date = new Date()): Operation {
  return { id: uuid7(), happened_at: happenedAt.toISOString(), base_revision: shown.revision, relocation: { id: shown.id, said } };
}

/** An operation that begins a group. */
export function groupOf(group: Omit<Group, 'relocation_id'>, happenedAt: Date = new Date()): Operation {
  return { id: uuid7(), happened_at: happenedAt.toISOString(), base_revision: 0, group: { relocation_id: uuid7(), ...group } };
}
/**
 * Takes back what was said by a slip. The slip itself is never dropped from the outbox, also where it seems not to have
 * left this device: it may be on its way from another tab, or have arrived while the answer was lost, and would then
 * count for ever. Both go, the slip first; whichever the server hears first, the slip counts no longer.
 */
export const takingBack = (shown: { id: string; revision: number }, slip: string, happenedAt?: Date): Operation => operationOn(shown, { takes_back: slip }, happenedAt);

/** The relocation an operation is about. */
export const targetOf = (operation: Operation): string => operation.relocation?.id ?? operation.group?.relocation_id ?? '';

/** Everything kept, in the order in which it was said. What another version left in another shape is not read. */
export function entries(box: Box = storage()): Entry[] {
  try {
    const read: unknown = JSON.parse(memory.get(KEPT_AS) ?? box.getItem(KEPT_AS) ?? '[]');
    return Array.isArray(read) ? read.filter(sound) : [];
  } catch {
    return [];
  }
}
function sound(entry: unknown): entry is Entry {
  const { operation } = (entry ?? {}) as Partial<Entry>;
  if (typeof operation?.id !== 'string') return false;
  return (typeof operation.relocation?.id === 'string' && typeof operation.relocation.said === 'object') || typeof operation.group?.relocation_id === 'string';
}

export const waitingIn = (all: readonly Entry[]): Entry[] => all.filter((entry) => !entry.taken);
/** Kept by the server, and nobody knows about whom: a person has to look. */
export const unplacedIn = (all: readonly Entry[]): Entry[] => all.filter((entry) => entry.taken?.outcome === 'unplaced');

/** What waits for somebody else to sign in again: a word goes out under the name of whoever said it. */
export const othersIn = (all: readonly Entry[], speaker: string | null): Entry[] => waitingIn(all).filter((entry) => speaker !== null && entry.by !== undefined && entry.by.id !== speaker);

export function keep(operation: Operation, about: string, by?: Speaker, box: Box = storage(), restores?: Standing): void {
  write([...entries(box), { operation, about, said_at: operation.happened_at, ...(by && { by }), ...(restores && { restores }) }], box);
}

/** What the server answered. Of those that found their place only the last few are remembered. */
export function answered(taken: readonly Taken[], box: Box = storage()): void {
  const by = new Map(taken.map((each) => [each.id, each]));
  const all = entries(box).map((entry) => {
    const answer = by.get(entry.operation.id);
    return answer ? { ...entry, taken: answer, reason: undefined, needsSignIn: undefined } : entry;
  });
  const placed = all.filter((entry) => entry.taken && entry.taken.outcome !== 'unplaced');
  const forgotten = new Set(placed.slice(0, Math.max(0, placed.length - REMEMBERED)).map((entry) => entry.operation.id));
  write(all.filter((entry) => !forgotten.has(entry.operation.id)), box);
}

/** Why these still wait. */
export function heldBack(ids: readonly string[], reason: string | undefined, needsSignIn: boolean, box: Box = storage()): void {
  write(entries(box).map((entry) => (ids.includes(entry.operation.id) && !entry.taken ? { ...entry, reason, needsSignIn } : entry)), box);
}

/** Takes one out that the server keeps and a person has seen. False where it is not there any more. */
export function drop(id: string, box: Box = storage()): boolean {
  const all = entries(box);
  const left = all.filter((entry) => entry.operation.id !== id);
  write(left, box);
  return left.length < all.length;
}

function write(all: readonly Entry[], box: Box): void {
  put(KEPT_AS, JSON.stringify(all), box);
}
function put(key: string, value: string, box: Box): void {
  try {
    box.setItem(key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value); // full, or refused: it lives as long as the page
  }
}
