// What people do with plans. Each act names the revision it was decided on.
import { call } from '../api/client';
import type { Approval, Comment, Plan, RolledOver, StepKind, Version, ZoneDrawing } from './types';

type At = Pick<Version, 'plan_id' | 'n'>;
const path = (at: At) => `/plans/${at.plan_id}/versions/${at.n}`;
const revision = (n: number) => String(n);

export const patchVersion = (at: At, base: number, patch: unknown) =>
  call<Version>(path(at), { method: 'PATCH', body: patch, ifMatch: revision(base) });

export type VersionStep = Exclude<StepKind, 'begin'>;
export const takeStep = (version: At & { revision: number }, step: VersionStep, body: { remark?: string } & Partial<Approval>) =>
  call<Version>(`${path(version)}/${step}`, { method: 'POST', body, ifMatch: revision(version.revision) });

export const putZone = (version: Version, code: string, drawing: ZoneDrawing) =>
  call<Version>(`${path(version)}/zones/${encodeURIComponent(code)}`, { method: 'PUT', body: drawing, ifMatch: revision(version.revision) });
export const removeZone = (version: Version, code: string) =>
  call<Version>(`${path(version)}/zones/${encodeURIComponent(code)}`, { method: 'DELETE', ifMatch: revision(version.revision) });

export const comment = (at: At, body: { pointer: string; reply_to?: string; body: string }) =>
  call<Comment>(`${path(at)}/comments`, { method: 'POST', body });
export const settle = (at: At, id: string) => call<Comment>(`${path(at)}/comments/${id}/settle`, { method: 'POST', body: {} });

export const beginPlan = (unit_code: string, hazard: string) => call<Plan>('/plans', { method: 'POST', body: { unit_code, hazard } });
export const beginVersion = (plan: string) => call<{ id: string; n: number }>(`/plans/${plan}/versions`, { method: 'POST', body: {} });
export const rollOver = (body: { season: number; unit_code?: string; hazard?: string }) =>
  call<{ items: RolledOver[] }>('/plans/roll-over', { method: 'POST', body });
