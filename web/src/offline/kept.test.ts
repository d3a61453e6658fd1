import 'fake-indexeddb/auto';
import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { keys } from '../api/keys';
import type { Session } from '../api/types';
import { isKept, noteWho, putBrought, readBrought, restore, startKeeping, wipe, write } from './kept';

const session = (id: string): Session => ({ account: { id, name: id, display_name: id, role: 'official', unit_code: '23365', unit_name: 'Xã' }, permissions: ['tick_task'] });
beforeEach(() => wipe());
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const reads = (of: QueryClient, key: readonly unknown[], data: unknown) => of.fetchQuery({ queryKey: key, queryFn: () => data });

async function readBy(id: string): Promise<void> {
  const one = client();
  await startKeeping(one);
  await reads(one, keys.session, session(id));
  await noteWho(session(id));
  await reads(one, keys.checklist('c1'), { id: 'c1', of: id });
  await reads(one, ['moves', 'list', '/x'], [1, 2]);
  await reads(one, keys.inbox('x'), ['not kept']);
  await write();
}

test('what was read is there for the next page, with its time, and who read it', async () => {
  await readBy('lan');
  const next = client();
  await restore(next);
  expect(next.getQueryData(keys.checklist('c1'))).toEqual({ id: 'c1', of: 'lan' });
  expect(next.getQueryData(keys.session)).toEqual(session('lan'));
  expect(next.getQueryState(keys.checklist('c1'))?.dataUpdatedAt).toBeGreaterThan(Date.now() - 10_000);
  expect(next.getQueryData(keys.inbox('x'))).toBeUndefined();
});

test('what came from the server meanwhile is not overwritten by what was kept', async () => {
  await readBy('lan');
  const next = client();
  next.setQueryData(keys.checklist('c1'), 'newer');
  await restore(next);
  expect(next.getQueryData(keys.checklist('c1'))).toBe('newer');
});

test('nothing is left after signing out, and nothing of one person for another', async () => {
  await readBy('lan');
  await wipe();
  const after = client();
  await restore(after);
  expect(after.getQueryCache().getAll()).toHaveLength(0);
  await readBy('lan');
  await noteWho(session('minh'));
  const other = client();
  await restore(other);
  expect(other.getQueryData(keys.checklist('c1'))).toBeUndefined();
  await noteWho(session('lan')); // and it does not come back with the first
  const first = client();
  await restore(first);
  expect(first.getQueryData(keys.checklist('c1'))).toBeUndefined();
});

test('who signs out in one page has left the others of this browser: nothing is shown or kept there any more', async () => {
  await readBy('lan');
  const here = client();
  await startKeeping(here);
  const page = new BroadcastChannel('ungpho-kept');
  await noteWho({ account: null, permissions: [] }); // what the other page noted
  page.postMessage('left');
  await vi.waitFor(() => expect(here.getQueryData<Session>(keys.session)?.account).toBeNull());
  page.close();
  await reads(here, keys.checklist('c2'), { id: 'c2' });
  await write();
  await noteWho(session('lan'));
  const next = client();
  await restore(next);
  expect(next.getQueryCache().getAll().map((query) => query.queryKey)).toEqual([keys.session]);
});

test('a session that has run out shows nothing until the same person is back', async () => {
  await readBy('lan');
  await noteWho({ account: null, permissions: [] });
  const nobody = client();
  await restore(nobody);
  expect(nobody.getQueryCache().getAll()).toHaveLength(0);
  await noteWho(session('lan'));
  const back = client();
  await restore(back);
  expect(back.getQueryData(keys.checklist('c1'))).toEqual({ id: 'c1', of: 'lan' });
});

test('lists of the field are kept; looks into the past and what waits at a desk are not', () => {
  expect([keys.checklist('c'), keys.zones, ['moves', 'one', 'r'], keys.activation('a'), ['resources', 'contacts', '']].every(isKept)).toBe(true);
  expect([keys.zonesOn('d'), keys.zoneHistory('z'), keys.unplaced, keys.accounts, ['plans', 'p', 1, 'completeness', 1], keys.inbox('x')].some(isKept)).toBe(false);
});

test('what was brought along is there when a screen asks for it, is not read at every start, and goes with the rest', async () => {
  await readBy('lan');
  await putBrought('households', [{ id: 'h1' }]);
  expect((await readBrought<unknown[]>('households'))?.data).toEqual([{ id: 'h1' }]);
  const next = client();
  await restore(next);
  expect(next.getQueryCache().getAll().some((query) => query.queryKey.length === 0)).toBe(false);
  await noteWho(session('minh'));
  expect(await readBrought('households')).toBeNull();
  await noteWho(session('lan'));
  expect(await readBrought('households')).toBeNull();
});

test('of a plan the version in force is kept, and what somebody is writing is not', async () => {
  const one = client();
  await startKeeping(one);
  await noteWho(session('lan'));
  await reads(one, ['plans', 'p', 1], { status: 'approved' });
  await reads(one, ['plans', 'p', 2], { status: 'draft' });
  await reads(one, ['plans', 'p', 2, 'comments'], []);
  await write();
  const next = client();
  next.setQueryData(keys.session, session('lan'));
  await restore(next);
  expect(next.getQueryData(['plans', 'p', 1])).toEqual({ status: 'approved' });
  expect(next.getQueryData(['plans', 'p', 2])).toBeUndefined();
  expect(next.getQueryData(['plans', 'p', 2, 'comments'])).toBeUndefined();
});
