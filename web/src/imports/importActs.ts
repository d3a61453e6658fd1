import { call } from '../api/client';
import { Problem } from '../api/problem';
import type { ImportDraft, UnitImport } from './types';
import { fromUnits, queryOf, repairsFile, withRepairs, type Wizard } from './wizard';

async function send(state: Wizard, bytes: Blob, query: string): Promise<ImportDraft> {
  const path = `/${state.settings.kind}/import?${query}`;
  // The kind of the body is left open: the name and the bytes say what the file is.
  const file = new Blob([bytes], { type: 'application/octet-stream' });
  if (state.settings.kind !== 'admin-units') return call<ImportDraft>(path, { method: 'POST', file });
  return fromUnits(await call<UnitImport>(path, { method: 'POST', file }), state.file?.name ?? '');
}

/** What would happen; writes nothing. */
export const ask = (state: Wizard, bytes: Blob): Promise<ImportDraft> => send(state, bytes, queryOf(state, true));

/** Writes. Repairs chosen one by one follow as a file of their own, in the same system as the answer gave them. */
export async function write(state: Wizard, bytes: Blob): Promise<ImportDraft> {
  const chosen = repairsFile(state);
  const first = await send(state, bytes, queryOf(state, false));
  if (!chosen) return first;
  const query = new URLSearchParams(queryOf({ ...state, settings: { ...state.settings, crs: 'EPSG:4326', axis: null, internal: false, map: {}, taken: [] } }, false));
  query.set('name', `${(state.file?.name ?? 'file').replace(/\.[^.]+$/, '')}-da-sua.geojson`);
  const repairs = await send(state, new Blob([JSON.stringify(chosen)]), query.toString());
  return withRepairs(first, repairs, state.settings.taken);
}

/** A question that came up between the dry run and the writing comes back with the whole draft. */
export const draftIn = (reason: unknown): ImportDraft | null =>
  reason instanceof Problem && reason.is('import-questions') ? ((reason.members.draft as ImportDraft | undefined) ?? null) : null;
