// What the sheet of a state asks, and what is said when it is filled in. Pure.
import { COUNT_OF, HAS_PLACE, HAS_REASON } from './states';
import type { Counting } from './Stepper';
import type { CountName, Destination, Form, MoveState, Relocation, Said } from './types';

export const WHEN = ['now', 'quarter', 'half', 'hour', 'other'] as const;
export type When = (typeof WHEN)[number];
const BEFORE_MS: Record<Exclude<When, 'other'>, number> = { now: 0, quarter: 15 * 60_000, half: 30 * 60_000, hour: 60 * 60_000 };

export interface Filled {
  counting: Counting | null; form: Form | null; shelterId: string; place: string;
  reason: string; coercion: string; when: When; /** An instant, for `other`. */ at: string | null; remark: string;
}

/** The number to start from, and whose it is: the nearest one that somebody gave, else the register's. */
export function startFrom(record: Relocation, state: MoveState): { n: number; from: CountName | 'listed' } | null {
  const count = COUNT_OF[state];
  if (!count) return null;
  const nearer: CountName[] = { present: ['present'] as CountName[], departed: ['departed', 'present'] as CountName[], arrived: ['arrived', 'departed', 'present'] as CountName[], returned: ['returned', 'arrived', 'departed', 'present'] as CountName[] }[count];
  const from = nearer.find((name) => record[name] !== null);
  return from ? { n: record[from] ?? record.listed, from } : { n: record.listed, from: 'listed' };
}

export function blank(record: Relocation, state: MoveState): Filled {
  const start = startFrom(record, state);
  const to = record.destination;
  return {
    counting: start && { n: start.n, counted: false },
    form: to?.kind ?? null, shelterId: to?.shelter_id ?? '', place: to?.place ?? '',
    reason: HAS_REASON.includes(state) ? (record.reason ?? '') : '', coercion: record.coercion ?? '', when: 'now', at: null, remark: '',
  };
}

export type Fault = 'reason' | 'when';
export function faultsIn(filled: Filled, state: MoveState): Fault[] {
  return [
    ...(HAS_REASON.includes(state) && filled.reason.trim() === '' ? ['reason' as const] : []),
    ...(filled.when === 'other' && filled.at === null ? ['when' as const] : []),
  ];
}

/** What is said: only what was given, and of the place and the reason only what is new. */
export function saidOf(filled: Filled, state: MoveState, record: Relocation): Said {
  const said: Said = { state };
  const count = COUNT_OF[state];
  if (count && filled.counting?.counted) said[count] = filled.counting.n;
  const to = destinationOf(filled);
  if (HAS_PLACE.includes(state) && to && !same(to, record.destination)) said.destination = to;
  const reason = clean(filled.reason);
  if (HAS_REASON.includes(state) && reason && reason !== record.reason) said.reason = reason;
  const coercion = clean(filled.coercion);
  if (state === 'refused' && coercion && coercion !== record.coercion) said.coercion = coercion;
  const remark = clean(filled.remark);
  if (remark) said.remark = remark;
  return said;
}

/** By this device's own clock: the server moves the times of a clock that is wrong. */
export function happenedAt(filled: Pick<Filled, 'when' | 'at'>, deviceNow: Date): Date {
  if (filled.when === 'other') return filled.at ? new Date(filled.at) : deviceNow;
  return new Date(deviceNow.getTime() - BEFORE_MS[filled.when]);
}

export function destinationOf(filled: Pick<Filled, 'form' | 'shelterId' | 'place'>): Destination | null {
  if (!filled.form) return null;
  const place = clean(filled.place);
  return { kind: filled.form, ...(filled.form === 'shelter' && filled.shelterId && { shelter_id: filled.shelterId }), ...(place && { place }) };
}
const same = (a: Destination, b: Destination | null): boolean => a.kind === b?.kind && (a.shelter_id ?? '') === (b.shelter_id ?? '') && (a.place ?? '') === (b.place ?? '');
export const clean = (text: string): string => text.trim().normalize('NFC');
