// The last answers, kept on this device for when there is no network. A question and a public answer: nothing of any
// household. Where storage is refused they live as long as the page.
import { identityOf, type Question } from './question';
import type { LookupAnswer } from './types';

export interface Kept { question: Question; answer: LookupAnswer; /** When this device received it. */ receivedAt: string; label: string }
export type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEPT_AS = 'ungpho.lookups';
export const KEPT_MOST = 12;

const memory = new Map<string, string>();
const inMemory: Box = {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => void memory.set(key, value),
  removeItem: (key) => void memory.delete(key),
};
function storage(): Box {
  try {
    return typeof localStorage === 'undefined' ? inMemory : localStorage;
  } catch {
    return inMemory; // cookies are blocked
  }
}

/** Newest first. What another version left there in another shape is not shown. */
export function keptAnswers(box: Box = storage()): Kept[] {
  try {
    const read: unknown = JSON.parse(box.getItem(KEPT_AS) ?? memory.get(KEPT_AS) ?? '[]');
    return Array.isArray(read) ? read.filter(sound) : [];
  } catch {
    return [];
  }
}

function sound(entry: unknown): entry is Kept {
  const kept = entry as Partial<Kept> | null;
  return typeof kept?.receivedAt === 'string' && Array.isArray(kept.answer?.zones) && (kept.question?.kind === 'point' || kept.question?.kind === 'place');
}

export function keepAnswer(entry: Kept, box: Box = storage()): void {
  const others = keptAnswers(box).filter((kept) => identityOf(kept.question) !== identityOf(entry.question));
  const text = JSON.stringify([entry, ...others].slice(0, KEPT_MOST));
  try {
    box.setItem(KEPT_AS, text);
  } catch {
    memory.set(KEPT_AS, text); // full, or refused
  }
}

export const keptAnswer = (question: Question, box: Box = storage()): Kept | undefined =>
  keptAnswers(box).find((kept) => identityOf(kept.question) === identityOf(question));

export function forgetAnswers(box: Box = storage()): void {
  box.removeItem(KEPT_AS);
  memory.delete(KEPT_AS);
}
