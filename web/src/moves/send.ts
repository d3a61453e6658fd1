// Sends what waits in the outbox in the order in which it was said, words before pictures. Nothing is thrown away: what
// the server does not take – no network, nobody signed in, a fault of its own – waits with the reason beside it, and what
// it refuses for what it is stands beside the server's own until a person has looked. Runs in a page and in the service
// worker; sent twice, everything counts once.
import { addPhoto, addStep, namePerson, removePhoto } from '../api/acts';
import { call } from '../api/client';
import { Problem } from '../api/problem';
import type { Checklist, Page, Task } from '../api/types';
import { addPaper, advanceZone } from './acts';
import { answered, deviceName, drop, entries, heldBack, note, onMoved, othersIn, ready, reread, tellMoved, waitingIn, written, type Entry, type Part } from './outbox';
import type { Paper, Taken } from './types';

export { onMoved, tellMoved };

/** The server takes 500 at a time; fewer come through a weak network sooner. */
const BATCH = 100;
/** A network that swallows everything is no network. */
const WAIT_MS = 30_000;
const LARGE_WAIT_MS = 180_000;
const LOCK = 'ungpho-outbox';

let speaker: string | null = null;
/** Whose account is signed in; what others said on this device waits for them. */
export function speakAs(account: string | null): void { speaker = account; }

let running: Promise<void> | null = null;
let again = false;

/** Once at a time, whoever asks, in however many pages; what was said meanwhile goes after it. */
export function sendMoves(): Promise<void> {
  again = true;
  running ??= alone(sendAll).catch(() => {}).finally(() => { running = null; tellMoved(); });
  return running;
}
async function alone(work: () => Promise<void>): Promise<void> {
  if (typeof navigator !== 'undefined' && navigator.locks) await navigator.locks.request(LOCK, work);
  else await work();
}

async function sendAll(): Promise<void> {
  await ready();
  while (again) {
    again = false;
    await written();
    await reread();
    const waits = mine();
    const batch = nextOf(waits);
    if (batch.length === 0) return;
    const goesOn = batch[0]?.operation.part ? await sendPart(batch[0], batch[0].operation.part) : await sendBatch(batch);
    tellMoved();
    if (!goesOn) return;
    // One that the server leaves unanswered is tried another time, and not for ever.
    const left = mine().length;
    again = again || (left > 0 && left < waits.length);
  }
}

/** What is large waits for what is said in words. */
const isLarge = ({ operation: { part } }: Entry): boolean => part?.kind === 'photo' || (part?.kind === 'paper' && part.file !== null);
/** A part by itself, or all that go through /sync up to the next part; photos and scans when nothing else waits. */
export function nextOf(waits: readonly Entry[]): Entry[] {
  const words = waits.filter((entry) => !isLarge(entry));
  const first = words[0] ?? waits[0];
  if (!first) return [];
  if (first.operation.part) return [first];
  const end = words.findIndex((entry) => entry.operation.part !== undefined);
  return words.slice(0, Math.min(BATCH, end < 0 ? words.length : end));
}

async function sendBatch(batch: readonly Entry[]): Promise<boolean> {
  const operations = batch.map((entry) => entry.operation);
  try {
    const stands = await noteOthersWord(batch);
    const body = { device: batch[0]?.device ?? deviceName(), device_now: new Date().toISOString(), operations };
    const { operations: taken } = await call<{ operations: Taken[] }>('/sync', { method: 'POST', body, signal: within(WAIT_MS) });
    answered(taken);
    // The answer to an earlier sending was lost: what stands is what was said, and nobody has to choose.
    for (const { id, outcome } of taken) if (outcome === 'superseded' && stands.has(id)) drop(id);
    return true;
  } catch (reason) {
    hold(batch, reason);
    return false;
  }
}

/** False where the outbox had better wait; a refusal of this one lets the next go. */
async function sendPart(entry: Entry, part: Part): Promise<boolean> {
  const { id } = entry.operation;
  try {
    await tell(entry, part);
    drop(id);
    return true;
  } catch (reason) {
    if (!(reason instanceof Problem) || !isRefusal(reason.status)) {
      hold([entry], reason);
      return false;
    }
    const there = await standing(entry, part);
    // What was said stands there already: the answer to an earlier sending was lost, or somebody was first.
    if (there.same) drop(id);
    else note(id, { refused: reason.message, met: there.met });
    return true;
  }
}

async function tell({ operation: { id, happened_at }, checklist = '' }: Entry, part: Part): Promise<unknown> {
  switch (part.kind) {
    case 'step': return addStep({ id: part.task }, part.step, part.title, within(WAIT_MS));
    case 'person': return namePerson({ id: part.task, etag: part.etag }, part.name, part.phone, within(WAIT_MS));
    case 'photo': return addPhoto({ id: part.task }, id, part.taken_at, part.image, within(LARGE_WAIT_MS));
    case 'unphoto': return removePhoto(part.photo, part.remark, within(WAIT_MS));
    case 'stage': return advanceZone(checklist, { from: part.from, to: part.to, happened_at, ...(part.remark && { remark: part.remark }) }, within(WAIT_MS));
    case 'paper':
      // The server gives papers their ids: one whose answer was lost is looked for before it is sent.
      if ((await papersOf(part.activation)).some((paper) => paper.number === part.number && paper.dated === part.dated)) return undefined;
      return addPaper(part.activation, { number: part.number, dated: part.dated, file: part.file }, within(part.file ? LARGE_WAIT_MS : WAIT_MS));
  }
}
const papersOf = async (activation: string): Promise<Paper[]> => (await call<Page<Paper>>(`/activations/${activation}/papers`, { signal: within(WAIT_MS) })).items;

/** For what it is, and not because of who asks or of how much is asked: it would be refused for ever. */
const isRefusal = (status: number) => status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

function hold(batch: readonly Entry[], reason: unknown): void {
  const refused = reason instanceof Problem ? reason : null;
  heldBack(batch.map((entry) => entry.operation.id), refused?.message, refused?.status === 401 || refused?.status === 403);
}

/**
 * A tick that was made on what has changed since is taken all the same, by its time. What somebody else had set is noted
 * beside it first, so that a person sees both. Gives the ticks that say what stands there already.
 */
async function noteOthersWord(batch: readonly Entry[]): Promise<Set<string>> {
  const ticks = batch.filter((entry) => entry.operation.task && entry.checklist && !entry.met);
  const lists = new Map<string, Checklist | null>();
  const seen = new Set<string>();
  const stands = new Set<string>();
  for (const { operation, checklist = '', by } of ticks) {
    const tick = operation.task;
    const of = tick?.step ?? tick?.id ?? '';
    if (!tick || seen.has(of)) continue;
    seen.add(of); // later own ticks are made on the first one
    if (!lists.has(checklist)) lists.set(checklist, await call<Checklist>(`/checklists/${checklist}`, { signal: within(WAIT_MS) }).catch(orNone));
    const task = lists.get(checklist)?.tasks.find((each) => each.id === tick.id);
    if (task && stateIn(task, tick.step) === tick.change.state) stands.add(operation.id);
    const met = task && metIn(task, tick.step, operation.base_revision, tick.change.state);
    if (met && !(by && met.by?.includes(by.name))) note(operation.id, { met });
  }
  return stands;
}
function stateIn(task: Task, stepId: string | undefined): string | undefined {
  if (stepId === undefined) return task.state;
  const step = task.steps.find((each) => each.id === stepId);
  return step && (step.done ? 'done' : 'open');
}
const orNone = (reason: unknown): null => {
  if (reason instanceof Problem) return null;
  throw reason;
};

/** What stands where the tick was made on an older word, and says something else; nothing else needs a person. */
export function metIn(task: Task, stepId: string | undefined, base: number, state: string): Entry['met'] {
  const step = stepId === undefined ? undefined : task.steps.find((each) => each.id === stepId);
  const now = step ? { revision: step.revision, state: step.done ? 'done' : 'open', by: step.changed_by, at: step.changed_at } : { revision: task.revision, state: task.state, by: task.changed_by, at: task.changed_at, remark: task.remark };
  const { revision, ...met } = now;
  // A step that was added here has a revision and nobody's tick yet.
  return revision > base && met.by !== null && met.state !== state ? met : undefined;
}

/** What stands on the server where it refuses a part: the same that was said, something else, or nothing that can be told. */
async function standing(entry: Entry, part: Part): Promise<{ same: boolean; met?: Entry['met'] }> {
  if (part.kind === 'step' || part.kind === 'photo' || part.kind === 'paper') return { same: false };
  try {
    return standsIn(await call<Checklist>(`/checklists/${entry.checklist}`, { signal: within(WAIT_MS) }), part);
  } catch {
    return { same: false };
  }
}

export function standsIn(list: Checklist, part: Extract<Part, { kind: 'person' | 'unphoto' | 'stage' }>): { same: boolean; met?: Entry['met'] } {
  // Where the zone still stands where it stood, the refusal is about the words, and nobody else said anything.
  if (part.kind === 'stage') return { same: list.stage === part.to, ...(list.stage !== part.from && { met: { state: list.stage, by: null, at: list.stage_at } }) };
  const task = list.tasks.find((each) => each.id === part.task);
  if (part.kind === 'unphoto') return { same: task?.photos.find((photo) => photo.id === part.photo)?.removed != null };
  return task ? { same: (task.person?.name ?? '') === part.name, met: { state: task.person?.name ?? '', by: task.changed_by, at: task.changed_at } } : { same: false };
}

function within(ms: number): AbortSignal | undefined {
  return AbortSignal.timeout?.(ms);
}

function mine() {
  const all = entries();
  const others = new Set(othersIn(all, speaker));
  const now = Date.now();
  return waitingIn(all).filter((entry) => !others.has(entry) && !(entry.after && entry.after > now));
}
