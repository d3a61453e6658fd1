import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Problem } from '../../api/problem';
import { now } from '../../shared/clock';
import { isConflict } from '../../shared/edit/merge';
import { useEdit } from '../../shared/edit/useEdit';
import { patchVersion } from '../acts';
import { editsOf, patchOf, withChange, withEdits, type Json } from '../fields';
import { planKeys } from '../planQueries';
import type { AnnexRow, Content, Version } from '../types';

const NOTHING: Json = {};

/**
 * The edits of one version. What is kept and sent is a merge patch and not the whole content, so that a draft found
 * on this device after a week changes what its writer changed and nothing else.
 */
export function useVersionEdit(version: Version, account: string) {
  const client = useQueryClient();
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const loaded = useMemo(() => ({ value: NOTHING, etag: String(version.revision) }), [version.revision]);
  const save = async (patch: Json, etag: string) => {
    const after = await send(version, Number(etag), withoutBlankRows(patch));
    client.setQueryData(planKeys.version(version.plan_id, version.n), after);
    void client.invalidateQueries({ queryKey: planKeys.list });
    void client.invalidateQueries({ queryKey: planKeys.plan(version.plan_id), exact: true });
    setSavedAt(now());
    return { value: NOTHING, etag: String(after.revision) };
  };
  const edit = useEdit<Json>({ address: `/plans/${version.plan_id}/versions/${version.n}`, account, loaded, save });
  const edits = useMemo(() => editsOf(edit.value ?? NOTHING), [edit.value]);
  const content = useMemo(() => withEdits(version.content, edits), [version.content, edits]);
  const { set } = edit;
  const change = useCallback((pointer: string, value: unknown) => {
    set((patch) => {
      const above = pointer.split('/').slice(0, -1).join('/');
      // Taking a whole situation away takes its edits with it; writing in one again takes the taking away back.
      const kept = Object.entries(editsOf(patch)).filter(([at]) => at !== above && !at.startsWith(`${pointer}/`));
      return patchOf(withChange(version.content, Object.fromEntries(kept), pointer, value));
    });
  }, [set, version.content]);

  const count = Object.keys(edits).length;
  const dirty = edit.dirty && count > 0;
  const discard = edit.discard;
  // An edit that was taken back again leaves nothing to keep.
  useEffect(() => { if (edit.dirty && count === 0 && !edit.saving) void discard(); }, [edit.dirty, count, edit.saving]);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);
  const faults = edit.error instanceof Problem ? edit.error.errors : [];
  return { ...edit, dirty, edits, content, change, count, savedAt, faults };
}
export type VersionEdit = ReturnType<typeof useVersionEdit>;

/** Where others changed other fields only, both changes hold and the patch is sent again on what there is now. */
async function send(version: Version, base: number, patch: Json): Promise<Version> {
  try {
    return await patchVersion(version, base, patch);
  } catch (reason) {
    const conflict = reason instanceof Problem && reason.stale ? reason.members.conflict : undefined;
    if (isConflict(conflict) && conflict.overlapping.length === 0 && Number(conflict.current_revision) !== base) return send(version, Number(conflict.current_revision), patch);
    throw reason;
  }
}

function withoutBlankRows(patch: Json): Json {
  const annexes = patch.annexes as Content['annexes'] | undefined;
  if (!annexes) return patch;
  const blank = (row: AnnexRow) => Object.values(row).every((cell) => cell === null || cell === '');
  return { ...patch, annexes: Object.fromEntries(Object.entries(annexes).map(([key, rows]) => [key, rows.filter((row) => !blank(row))])) };
}
