// Signs told on this phone: kept here until the server has them, and for a while after, so that one sees what became
// of them. Where storage is refused they live as long as the page. Pure but for the box they lie in.
import type { LocalSign, Received } from '../api/intake';

export interface Told {
  sign: LocalSign; toldAt: string; /** How the place reads, for people. */ place: string;
  state: 'waiting' | 'sent' | 'refused'; answer?: Received; sentAt?: string;
  /** The server's words for a refusal, or why it still waits. */
  reason?: string; needsSignIn?: boolean;
}
export type Box = Pick<Storage, 'getItem' | 'setItem'>;
export const KEPT_AS = 'ungpho.signs';
const KEPT_MOST = 20;

const memory = new Map<string, string>();
const inMemory: Box = { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) };
function storage(): Box {
  try {
    return typeof localStorage === 'undefined' ? inMemory : localStorage;
  } catch {
    return inMemory; // cookies are blocked
  }
}

/** Newest first. What another version left there in another shape is not shown. */
export function toldSigns(box: Box = storage()): Told[] {
  try {
    const read: unknown = JSON.parse(box.getItem(KEPT_AS) ?? memory.get(KEPT_AS) ?? '[]');
    return Array.isArray(read) ? read.filter(sound) : [];
  } catch {
    return [];
  }
}
function sound(entry: unknown): entry is Told {
  const told = entry as Partial<Told> | null;
  return typeof told?.toldAt === 'string' && typeof told.sign?.id === 'string' && Array.isArray(told.sign.signs);
}

/** Puts one in, or what is now known of one. One that still waits is never pushed out by newer ones. */
export function keepTold(told: Told, box: Box = storage()): void {
  const others = toldSigns(box).filter((each) => each.sign.id !== told.sign.id);
  const all = [told, ...others].sort((a, b) => Date.parse(b.toldAt) - Date.parse(a.toldAt));
  const kept = all.filter((each, i) => each.state === 'waiting' || i < KEPT_MOST);
  const text = JSON.stringify(kept);
  try {
    box.setItem(KEPT_AS, text);
  } catch {
    memory.set(KEPT_AS, text); // full, or refused
  }
}

export const waiting = (box?: Box): Told[] => toldSigns(box).filter((told) => told.state === 'waiting').reverse();
