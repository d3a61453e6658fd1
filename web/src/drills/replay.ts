// How fast a past event is told again, and how far the telling has come. Pure.
import type { L, Lang } from '../api/types';
import { duration, number } from '../shared/format';

/** The speeds that are offered; any other from 1 to 60 can be typed. */
export const SPEEDS = ['1', '6', '12', '30', '60'] as const;
export type SpeedChoice = (typeof SPEEDS)[number] | 'other';
const [LEAST, MOST] = [1, 60];
const HOUR_MS = 3_600_000;

/** “30”, “12,5”, “12.5”; null where it is no speed there is. */
export function readSpeed(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(typed)) return null;
  const speed = Number(typed);
  return speed >= LEAST && speed <= MOST ? speed : null;
}

/** What becomes of a span: “12 phút”, “khoảng 51 phút” where minutes do not come out even. */
export function shortened(spanMs: number, speed: number, lang: Lang): string {
  const minutes = spanMs / speed / 60_000;
  const even = Math.abs(minutes - Math.round(minutes)) < 1e-6;
  return (even ? '' : lang === 'vi' ? 'khoảng ' : 'about ') + duration(Math.round(minutes) * 60_000, lang);
}

/** The figures of “6 giờ trong bản tin = 12 phút, một ngày = 48 phút”. */
export const speedFigures = (speed: number, lang: Lang) =>
  ({ times: number(speed, lang, 2), six: shortened(6 * HOUR_MS, speed, lang), day: shortened(24 * HOUR_MS, speed, lang) });

export interface Choice { scenario: string; /** `past` as the scenario: which event. */ event: string; speed: SpeedChoice; typed: string }
export const PAST = 'past';
export type Field = 'scenario' | 'event_id' | 'speed';
export const FIELDS = ['scenario', 'event_id', 'speed'] as const satisfies readonly Field[];

export const speedOf = (choice: Choice): number | null => readSpeed(choice.speed === 'other' ? choice.typed : choice.speed);

export function faultsIn(choice: Choice): Field[] {
  const faults: Field[] = [];
  if (choice.scenario === '') faults.push('scenario');
  if (choice.scenario === PAST && choice.event === '') faults.push('event_id');
  if (speedOf(choice) === null) faults.push('speed');
  return faults;
}

export type DrillRequest = ({ scenario: string } | { event_id: string }) & { speed: number };
/** What is sent; null while something is missing. */
export function requestOf(choice: Choice): DrillRequest | null {
  const speed = speedOf(choice);
  if (faultsIn(choice).length > 0 || speed === null) return null;
  return choice.scenario === PAST ? { event_id: choice.event, speed } : { scenario: choice.scenario, speed };
}

export interface DrillMessage { position: number; headline: L; due_at: string; sent_at: string | null }
export interface Told extends DrillMessage { state: 'sent' | 'next' | 'later' }

/** The messages in order, with the one to come next; how many came, and when the last is due. */
export function progressOf(messages: readonly DrillMessage[]): { told: Told[]; sent: number; next: DrillMessage | null; last: DrillMessage | null } {
  const inOrder = [...messages].sort((a, b) => a.position - b.position);
  const next = inOrder.find((message) => message.sent_at === null) ?? null;
  const told = inOrder.map((message): Told => ({ ...message, state: message.sent_at !== null ? 'sent' : message === next ? 'next' : 'later' }));
  return { told, sent: told.filter((message) => message.state === 'sent').length, next, last: inOrder.at(-1) ?? null };
}
