// What people do to zones, responses and reports. Households go through the outbox instead.
import { call } from '../api/client';
import type { Activation, DisasterEvent, Level } from '../api/types';
import type { Paper, QuickReport, ShortCodeLine, Stage } from './types';

export interface StageChange { from: Stage; to: Stage; remark?: string; happened_at?: string; criteria?: { code: string; met: boolean }[] }
export const advanceZone = (checklist: string, change: StageChange, signal?: AbortSignal) =>
  call<{ id: string; stage: Stage }>(`/checklists/${checklist}/stage`, { method: 'PATCH', body: change, signal });

export type EventName = { storm: { year: number; number: number; international?: string } } | { episode: { what: string; from: string; to?: string } };
export interface Beginning {
  plan_id: string; event_id?: string; event?: { name: EventName; kind: 'real' | 'drill' };
  level: Level; zones?: string[]; stage: 'ordered' | 'prepare'; onset?: string; reason: string;
}
export const beginActivation = (beginning: Beginning, idempotencyKey: string) =>
  call<Activation>('/activations', { method: 'POST', body: beginning, idempotencyKey });

export type Widening = ({ level: Level } | { zones: string[] }) & { stage: 'ordered' | 'prepare'; reason: string };
export const raiseActivation = (activation: Pick<Activation, 'id' | 'etag'>, widening: Widening, idempotencyKey: string) =>
  call<Activation>(`/activations/${activation.id}/raise`, { method: 'POST', body: widening, ifMatch: activation.etag, idempotencyKey });

export const addPaper = (activation: string, paper: { number: string; dated: string; file: { name: string; bytes: Blob } | null }, signal?: AbortSignal) => {
  const query = new URLSearchParams({ number: paper.number, dated: paper.dated, ...(paper.file && { file_name: paper.file.name }) });
  return call<Paper>(`/activations/${activation}/papers?${query}`, { method: 'POST', signal, ...(paper.file && { file: paper.file.bytes }) });
};

export const nameEvent = (event: string, name: EventName) => call<DisasterEvent>(`/events/${event}`, { method: 'PATCH', body: { name } });
export const closeEvent = (event: string) => call<DisasterEvent>(`/events/${event}/close`, { method: 'POST', body: {} });

export const sendQuickReport = (event: string, unit: string, remark: string) =>
  call<QuickReport>(`/events/${event}/quick-reports`, { method: 'POST', body: { unit_code: unit, ...(remark.trim() && { remark: remark.trim() }) } });

export interface Message { message: string; commune_code: string; from?: string; dry_run: boolean }
export const takeShortCodes = async (message: Message): Promise<ShortCodeLine[]> =>
  (await call<{ items: ShortCodeLine[] }>('/short-codes', { method: 'POST', body: message })).items;
