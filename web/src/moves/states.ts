// The states of a household and the stages of a zone: their order, their look, what usually comes next. Pure.
import { CircleHelp, CornerDownLeft, DoorOpen, Forward, Handshake, Home, HousePlus, MapPinCheck, Megaphone, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { MoveState, Relocation, Stage } from './types';

/** For lists: what is not known comes first, then who will not go, then who has yet to go, then who is away. */
export const ORDER: readonly MoveState[] = ['unknown', 'refused', 'notified', 'agreed', 'departed', 'cannot_return', 'arrived', 'transferred', 'returned'];
export const rankOf = (state: MoveState): number => Math.max(0, ORDER.indexOf(state));

export const STATE_ICON: Record<MoveState, LucideIcon> = {
  unknown: CircleHelp, notified: Megaphone, agreed: Handshake, refused: TriangleAlert, departed: DoorOpen,
  arrived: MapPinCheck, transferred: Forward, returned: Home, cannot_return: HousePlus,
};
export const BACK_ICON = CornerDownLeft;

/** What is said most often next; it stands first and large. Every other state can be said too, for a slip or a surprise. */
const NEXT: Record<MoveState, readonly MoveState[]> = {
  unknown: ['notified', 'departed', 'agreed', 'refused', 'arrived'],
  notified: ['agreed', 'departed', 'refused', 'arrived'],
  agreed: ['departed', 'arrived', 'refused'],
  refused: ['agreed', 'departed', 'arrived'],
  departed: ['arrived', 'transferred', 'returned'],
  arrived: ['transferred', 'returned', 'cannot_return'],
  transferred: ['returned', 'arrived', 'cannot_return'],
  returned: ['departed', 'cannot_return'],
  cannot_return: ['returned', 'transferred'],
};
/** The states to offer, the usual ones first; the present one and “unknown” are not among the usual. */
export function offered(state: MoveState): { usual: MoveState[]; others: MoveState[] } {
  const usual = [...NEXT[state]];
  const all: MoveState[] = ['notified', 'agreed', 'refused', 'departed', 'arrived', 'transferred', 'returned', 'cannot_return', 'unknown'];
  return { usual, others: all.filter((each) => each !== state && !usual.includes(each)) };
}

/** The count that a state gives, where it gives one. */
export const COUNT_OF: Partial<Record<MoveState, 'departed' | 'arrived' | 'returned' | 'present'>> = {
  departed: 'departed', arrived: 'arrived', transferred: 'arrived', returned: 'returned', refused: 'present',
};
/** States with a place that goes with them. */
export const HAS_PLACE: readonly MoveState[] = ['departed', 'arrived', 'transferred', 'cannot_return'];
/** States that want to know why. */
export const HAS_REASON: readonly MoveState[] = ['refused', 'cannot_return'];

const collator = new Intl.Collator('vi', { numeric: true });
/** Unknown first, then by the order above; of the same state what has to be settled, then who needs help, then the code. */
export function byNeed(a: Relocation, b: Relocation): number {
  return rankOf(a.state) - rankOf(b.state)
    || Number(toSettle(b)) - Number(toSettle(a))
    || Number(b.vulnerable > 0) - Number(a.vulnerable > 0)
    || collator.compare(a.code || (a.label ?? ''), b.code || (b.label ?? ''));
}

export const toSettle = (r: Pick<Relocation, 'conflicts' | 'differences'>): boolean =>
  r.conflicts.length > 0 || r.differences.some((difference) => difference.explained === null);

/** How a stage looks: the code and colour of the paper maps. */
export const STAGE_LOOK: Record<Stage, { code: string; css: string }> = {
  prepare: { code: 'CB', css: 'cb' }, ordered: { code: 'LD', css: 'ld' }, clearing: { code: 'DD', css: 'dd' },
  cleared: { code: 'DX', css: 'dx' }, return_allowed: { code: 'CV', css: 'cp' }, returned: { code: 'DV', css: 'dv' },
};
/** The stages that the chair orders; the others are what is seen on the ground. */
export const ORDERED_BY_CHAIR: readonly Stage[] = ['prepare', 'ordered', 'return_allowed'];
