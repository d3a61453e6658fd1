// What is done with zones on the map. Each act is decided on zones as they were read; where somebody else saved in
// between but left these zones alone, the act still holds and is sent again on what there is now.
import { call } from '../../api/client';
import { Problem } from '../../api/problem';
import { isConflict } from '../../shared/edit/merge';
import type { PlanZone, Version } from '../types';
import type { Measured, MeasureQuestion, MergeOrder, MoveOrder, SplitOrder, VersionAt } from './types';

const path = (at: VersionAt) => `/plans/${at.plan_id}/versions/${at.n}`;
const post = (at: VersionAt, act: string, body: unknown, revision: number) => call<Version>(`${path(at)}/zones/${act}`, { method: 'POST', body, ifMatch: String(revision) });

export const measure = (body: MeasureQuestion, signal?: AbortSignal) => call<Measured>('/zones/measure', { method: 'POST', body, signal });
export const splitZone = (at: VersionAt, order: SplitOrder, revision: number) => post(at, 'split', order, revision);
export const mergeZones = (at: VersionAt, order: MergeOrder, revision: number) => post(at, 'merge', order, revision);
export const moveZone = (at: VersionAt, order: MoveOrder, revision: number) => post(at, 'move', order, revision);

/** Somebody else saved one of these zones first. The drawing stays; `zones` is what there is now. */
export class Clash extends Error {
  constructor(readonly by: string, readonly at: string | null, readonly codes: string[], readonly zones: PlanZone[], readonly revision: number) {
    super('clash');
    this.name = 'Clash';
  }
}

type Bases = ReadonlyMap<string, number | null>;
/** The revision at which each zone was read; null for one that was not there yet. */
export const basesOf = (codes: readonly string[], zones: readonly PlanZone[]): Bases =>
  new Map(codes.map((code) => [code, zones.find((zone) => zone.properties.code === code)?.properties.revision ?? null]));

export async function sendOver(at: VersionAt, revision: number, bases: Bases, send: (revision: number) => Promise<Version>): Promise<Version> {
  try {
    return await send(revision);
  } catch (reason) {
    if (!(reason instanceof Problem) || !reason.stale) throw reason;
    const [version, zones] = await Promise.all([call<Version>(path(at)), call<{ features: PlanZone[] }>(`${path(at)}/zones`)]);
    if (version.revision === revision) throw reason;
    const now = basesOf([...bases.keys()], zones.features);
    const changed = [...bases].filter(([code, base]) => now.get(code) !== base).map(([code]) => code);
    if (changed.length === 0) return sendOver(at, version.revision, bases, send);
    const conflict = reason.members.conflict;
    const last = isConflict(conflict) ? conflict.changes.at(-1) : undefined;
    throw new Clash(last?.by ?? version.steps.at(-1)?.by ?? '', last?.at ?? null, changed, zones.features, version.revision);
  }
}
