// What was said on this device – of households, of tasks and their parts – and is on its way to the server. The one place
// through which the field screens change anything: it makes the operations and keeps them until each is answered. Each
// lies by itself in IndexedDB, so that two open pages never write over one another; a page reads its own copy, renewed
// when another page or the service worker changed something.
import type { Task, TaskChange, TaskStep } from '../api/types';
import { uuid, uuid7 } from '../shared/uuid';
import { box } from './box';
import type { Said, Stage, Standing, Taken } from './types';

interface Framed { id: string; happened_at: string; base_revision: number }
/** People who stand in no register, counted as a group; the relocation it begins has its id from here. */
export interface Group { relocation_id: string; checklist_id: string; label: string; village: string; people: number; said?: Said }
/** A tick of a task, or of one of its steps. */
export interface Tick { id: string; step?: string; change: TaskChange }
/** What has an address of its own: sent one by one, each safe to send twice. */
export type Part =
  | { kind: 'step'; task: string; step: string; title: string }
  | { kind: 'person'; task: string; name: string; phone: string; etag: string }
  | { kind: 'photo'; task: string; taken_at: string; name: string; image: Blob }
  | { kind: 'unphoto'; task: string; photo: string; remark: string }
  /** What was seen on the ground: that people leave, are out, are home. Orders are never kept for later. */
  | { kind: 'stage'; from: Stage; to: Stage; remark: string }
  | { kind: 'paper'; activation: string; number: string; dated: string; file: { name: string; bytes: Blob } | null };
interface About { relocation: { id: string; said: Said }; group: Group; task: Tick; part: Part }
/** An operation is about one of these. */
export type Operation = Framed & { [K in keyof About]: Record<K, About[K]> & { [Other in Exclude<keyof About, K>]?: undefined } }[keyof About];
export interface Speaker { id: string; name: string }
/** What stood on the server when an own tick of something that others changed too was sent, or was refused. */
export interface Met { state: string; by: string | null; at: string | null; remark?: string | null }
/** `taken`: answered, and kept until the server's own record shows it; `reason`: why it still waits. */
export interface Entry {
  operation: Operation; about: string; said_at: string; /** Who said it; nobody else’s account sends it. */ by?: Speaker;
  /** The device's name, for whoever sends it without a page. */
  device?: string;
  /** The checklist that a tick or a part belongs to. */
  checklist?: string;
  /** Of one that takes back: where the household stands without the slip, to show until the server says it itself. */
  restores?: Standing;
  /** On its way already, by an address of its own: the outbox sends it when that has brought no answer by then. */
  after?: number;
  /** Sent once and not answered. */
  tried?: boolean;
  taken?: Taken; reason?: string; needsSignIn?: boolean;
  /** The server will not take it as it is, in its own words; a person has to look. */
  refused?: string; met?: Met;
}

export const KEPT_AS = 'ungpho.moves';
const DEVICE_AS = 'ungpho.device';
/** Answered ones that are remembered: more than a person says between two answers of the server. */
const REMEMBERED = 40;

const listeners = new Set<() => void>();
export const tellMoved = () => listeners.forEach((heard) => heard());
export function onMoved(heard: () => void): () => void {
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

let held: readonly Entry[] = [];
const store = box(() => void reread());

/** The same name each time, so that the server knows what this device has said itself. */
export function deviceName(): string {
  try {
    const kept = localStorage.getItem(DEVICE_AS);
    if (kept) return kept;
    localStorage.setItem(DEVICE_AS, made);
  } catch {
    // No storage: the name lives as long as the page.
  }
  return made;
}
const made = `web-${uuid().slice(0, 13)}`;

const frame = (base_revision: number, happenedAt: Date): Framed => ({ id: uuid7(), happened_at: happenedAt.toISOString(), base_revision });

/** An operation about a relocation as it was shown. Times are this device's own: the server moves them by its clock. */
export function operationOn(shown: { id: string; revision: number }, said: Said, happenedAt: Date = new Date()): Operation {
  return { ...frame(shown.revision, happenedAt), relocation: { id: shown.id, said } };
}

/** An operation that begins a group. */
export function groupOf(group: Omit<Group, 'relocation_id'>, happenedAt: Date = new Date()): Operation {
  return { ...frame(0, happenedAt), group: { relocation_id: uuid7(), ...group } };
}

/** A tick of a task, or of a step of it, as it was shown. */
export function tickOf(task: Pick<Task, 'id' | 'revision'>, change: TaskChange, step?: Pick<TaskStep, 'id' | 'revision'>, happenedAt: Date = new Date()): Operation {
  return { ...frame((step ?? task).revision, happenedAt), task: { id: task.id, ...(step && { step: step.id }), change } };
}

/** A step to add, a person to name, a photo, a stage that was reached, a paper. The id of a photo is the operation's own. */
export function partOf(part: Part, happenedAt: Date = new Date()): Operation {
  return { ...frame(0, happenedAt), part };
}
/**
 * Takes back what was said by a slip. The slip itself is never dropped from the outbox, also where it seems not to have
 * left this device: it may be on its way from another tab, or have arrived while the answer was lost, and would then
 * count for ever. Both go, the slip first; whichever the server hears first, the slip counts no longer.
 */
export const takingBack = (shown: { id: string; revision: number }, slip: string, happenedAt?: Date): Operation => operationOn(shown, { takes_back: slip }, happenedAt);

/** The relocation an operation is about. */
export const targetOf = (operation: Operation): string => operation.relocation?.id ?? operation.group?.relocation_id ?? '';

/** Everything kept, in the order in which it was said. */
export const entries = (): Entry[] => [...held];

/** Reads what lies on the device, with what this page has said and the device has not written yet. */
export async function reread(): Promise<void> {
  held = (await store.all()).filter(sound);
  tellMoved();
}
/** What another version left in another shape is not read. */
function sound(entry: unknown): entry is Entry {
  const { operation } = (entry ?? {}) as Partial<Entry>;
  if (typeof operation?.id !== 'string') return false;
  if (operation.part) return 'task' in operation.part ? typeof operation.part.task === 'string' : operation.part.kind === 'stage' || operation.part.kind === 'paper';
  if (operation.task) return typeof operation.task.id === 'string' && typeof operation.task.change === 'object';
  return (typeof operation.relocation?.id === 'string' && typeof operation.relocation.said === 'object') || typeof operation.group?.relocation_id === 'string';
}

/** Takes over what earlier versions kept in localStorage; it goes from there once the device has it. */
export async function carryOver(from: Pick<Storage, 'getItem' | 'removeItem'>): Promise<void> {
  const text = from.getItem(KEPT_AS);
  if (text === null) return;
  let read: unknown;
  try { read = JSON.parse(text); } catch { read = null; }
  const old = Array.isArray(read) ? read.filter(sound) : [];
  for (const entry of old) if (!held.some((each) => each.operation.id === entry.operation.id)) put(entry);
  if (await store.written()) from.removeItem(KEPT_AS);
  tellMoved();
}

let begun: Promise<void> | null = null;
/** What was kept is there; until then a page shows the server's records alone. */
export function ready(): Promise<void> {
  begun ??= (async () => {
    await reread();
    try { if (typeof localStorage !== 'undefined') await carryOver(localStorage); } catch { /* cookies are blocked */ }
  })();
  return begun;
}

/** The server has not got it, and nothing stands against it. */
export const waitingIn = (all: readonly Entry[]): Entry[] => all.filter((entry) => !entry.taken && entry.refused === undefined);
/** Kept by the server, and nobody knows about whom: a person has to look. */
export const unplacedIn = (all: readonly Entry[]): Entry[] => {
  // What was taken back from here waits for nobody any more.
  const gone = new Set(all.filter((entry) => entry.taken?.outcome === 'applied').map((entry) => entry.operation.relocation?.said.takes_back));
  return all.filter((entry) => entry.taken?.outcome === 'unplaced' && !gone.has(entry.operation.id));
};
/** Kept by the server without effect: they take back what others said, who would have to do it. */
export const notPermittedIn = (all: readonly Entry[]): Entry[] => all.filter((entry) => entry.taken?.outcome === 'not_permitted');
/** Ticks and parts against which something stands: refused, or somebody else had another word meanwhile. */
export const contestedIn = (all: readonly Entry[]): Entry[] => all.filter(contested);
function contested(entry: Entry): boolean {
  if (entry.refused !== undefined) return true;
  return entry.taken !== undefined && entry.operation.task !== undefined && (entry.met !== undefined || entry.taken.outcome === 'superseded');
}

/** What waits for somebody else to sign in again: a word goes out under the name of whoever said it. */
export const othersIn = (all: readonly Entry[], speaker: string | null): Entry[] => waitingIn(all).filter((entry) => speaker !== null && entry.by !== undefined && entry.by.id !== speaker);

interface Beside { by?: Speaker; restores?: Standing; checklist?: string; after?: number }
export function keep(operation: Operation, about: string, { by, restores, checklist, after }: Beside = {}): void {
  put({ operation, about, said_at: operation.happened_at, device: deviceName(), ...(by && { by }), ...(restores && { restores }), ...(checklist && { checklist }), ...(after && { after }) });
  tellMoved();
}

/** What the server answered. Of those that found their place only the last few are remembered. */
export function answered(taken: readonly Taken[]): void {
  const by = new Map(taken.map((each) => [each.id, each]));
  for (const { operation } of held) {
    const answer = by.get(operation.id);
    if (answer) change(operation.id, { taken: answer, reason: undefined, needsSignIn: undefined });
  }
  const placed = held.filter((entry) => entry.taken && entry.taken.outcome !== 'unplaced' && !contested(entry));
  for (const entry of placed.slice(0, Math.max(0, placed.length - REMEMBERED))) take(entry.operation.id);
}

/** Why these still wait. */
export function heldBack(ids: readonly string[], reason: string | undefined, needsSignIn: boolean): void {
  for (const entry of held) {
    const told = entry.tried && entry.reason === reason && entry.needsSignIn === needsSignIn;
    if (!told && !entry.taken && ids.includes(entry.operation.id)) change(entry.operation.id, { reason, needsSignIn, tried: true });
  }
}

/** Notes of one what a person must see, or lets it go its way again. */
export function note(id: string, what: Pick<Entry, 'refused' | 'met' | 'after'>): void {
  change(id, what);
  tellMoved();
}

/** Takes one out that the server has and a person has seen. False where it is not there any more. */
export function drop(id: string): boolean {
  const there = held.some((entry) => entry.operation.id === id);
  take(id);
  tellMoved();
  return there;
}

function put(entry: Entry): void {
  held = [...held.filter((each) => each.operation.id !== entry.operation.id), entry];
  store.put(entry.operation.id, entry);
}
function change(id: string, what: Partial<Entry>): void {
  held = held.map((entry) => (entry.operation.id === id ? { ...entry, ...what } : entry));
  store.change(id, { ...what });
}
function take(id: string): void {
  held = held.filter((entry) => entry.operation.id !== id);
  store.take(id);
}

/** Everything that was asked to be written is on the device. */
export const written = (): Promise<boolean> => store.written();
