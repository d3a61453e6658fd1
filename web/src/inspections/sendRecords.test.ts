import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { RecordContent } from '../api/inspections';
import { draftsOf, dropDraft, keepDraft } from '../shared/edit/drafts';
import { recordsWaiting, sendRecords } from './sendRecords';

const content: RecordContent = { inspected_on: '2026-11-30', present: '', conclusion: '', points: [] };
const address = '/inspection-records/r1/versions/1';
const keepRecord = (keptAt = '1') => keepDraft({ address, account: 'lan', etag: '4', keptAt, value: { base: content, value: { ...content, conclusion: 'Đạt' } } });
afterEach(async () => { vi.unstubAllGlobals(); for (const draft of await draftsOf('lan')) await dropDraft(draft.address, 'lan'); });

function network(status: number | null, body: object = {}) {
  const asked: { url: string; method: string; ifMatch: string | null }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: { method: string; headers: Headers }) => {
    asked.push({ url, method: init.method, ifMatch: init.headers.get('If-Match') });
    if (status === null) throw new TypeError('no network');
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

test('a record that was filled in without a network goes from any page, on the revision it was begun from', async () => {
  await keepRecord();
  network(null);
  expect(await sendRecords('lan')).toBe('no answer');
  expect(await recordsWaiting('lan')).toEqual([{ id: 'r1', clash: false }]);
  const asked = network(200, { content, revision: 5 });
  expect(await sendRecords('lan')).toBe('sent');
  expect(asked).toEqual([{ url: '/api/v1/inspection-records/r1', method: 'PUT', ifMatch: '"4"' }]);
  expect(await recordsWaiting('lan')).toEqual([]);
});

test('the record that is open sends by itself, and nobody sends what another filled in', async () => {
  await keepRecord();
  const asked = network(200, { content, revision: 5 });
  await sendRecords('lan', 'r1');
  await sendRecords('minh');
  expect(asked).toEqual([]);
  expect(await recordsWaiting('minh')).toEqual([]);
});

test('where somebody else was first it stays, and a person is told to open it', async () => {
  await keepRecord();
  network(412, { detail: 'Đã đổi.' });
  expect(await sendRecords('lan')).toBe('clash');
  expect(await recordsWaiting('lan')).toEqual([{ id: 'r1', clash: true }]);
});

test('photos go one by one; what has not gone stays', async () => {
  const photo = (id: string) => ({ id, point: 'P1', name: '', takenAt: '2026-11-30T05:00:00Z', image: new Blob(['x']), failed: null });
  await keepDraft({ address: '/inspection-records/r1/photos', account: 'lan', etag: '', keptAt: '1', value: [photo('a'), photo('b')] });
  let n = 0;
  vi.stubGlobal('fetch', async () => { n += 1; if (n > 1) throw new TypeError('no network'); return new Response('{}', { status: 201 }); });
  expect(await sendRecords('lan')).toBe('no answer');
  expect((await draftsOf('lan')).map((draft) => (draft.value as { id: string }[]).map((each) => each.id))).toEqual([['b']]);
});
