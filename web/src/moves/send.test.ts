import { afterEach, expect, test, vi } from 'vitest';
import type { Checklist, Task } from '../api/types';
import { contestedIn, drop, entries, keep, operationOn, partOf, tickOf, waitingIn, type Operation } from './outbox';
import { metIn, nextOf, sendMoves, speakAs, standsIn } from './send';

afterEach(() => { speakAs(null); vi.unstubAllGlobals(); entries().forEach((entry) => drop(entry.operation.id)); });
const say = () => { const operation = operationOn({ id: 'r1', revision: 0 }, { state: 'notified' }); keep(operation, 'A12'); return operation; };
type Sent = { device: string; device_now: string; operations: Operation[] };

/** What the network does: an answer for every batch, or none. */
function network(answer: ((sent: Sent) => { status: number; body: object }) | null): Sent[] {
  const asked: Sent[] = [];
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    const sent = JSON.parse(init.body) as Sent;
    asked.push(sent);
    if (!answer) throw new TypeError('no network');
    const { status, body } = answer(sent);
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
  return asked;
}
const applied = (sent: Sent) => ({ status: 200, body: { operations: sent.operations.map(({ id }) => ({ id, outcome: 'applied', revision: 1, target_id: 'r1', happened_at: sent.device_now, reason: null })) } });

test('without a network everything waits; with one it goes in the order in which it was said, with the device’s clock', async () => {
  const said = [say(), say()];
  network(null);
  await sendMoves();
  expect(waitingIn(entries())).toHaveLength(2);
  const asked = network(applied);
  await sendMoves();
  expect(asked).toHaveLength(1);
  expect(asked[0]?.operations.map((operation) => operation.id)).toEqual(said.map((operation) => operation.id));
  expect(Math.abs(Date.parse(asked[0]?.device_now ?? '') - Date.now())).toBeLessThan(5_000);
  expect(waitingIn(entries())).toHaveLength(0);
});

test('who is signed out is told so, and nothing is lost', async () => {
  say();
  network(() => ({ status: 401, body: { detail: 'Đăng nhập để báo cáo.' } }));
  await sendMoves();
  expect(waitingIn(entries())[0]).toMatchObject({ needsSignIn: true, reason: 'Đăng nhập để báo cáo.' });
});

test('many go in several batches, each operation once', async () => {
  for (let i = 0; i < 230; i += 1) say();
  const asked = network(applied);
  await sendMoves();
  expect(asked.map((sent) => sent.operations.length)).toEqual([100, 100, 30]);
  expect(new Set(asked.flatMap((sent) => sent.operations.map((operation) => operation.id))).size).toBe(230);
});

test('an answer that leaves one out lets it wait, and does not ask for ever', async () => {
  const [first] = [say(), say()];
  const asked = network((sent) => applied({ ...sent, operations: sent.operations.filter((operation) => operation.id === first.id) }));
  await sendMoves();
  expect(asked.length).toBeLessThan(4);
  expect(waitingIn(entries())).toHaveLength(1);
});

test('what somebody else said on this device waits for them: a word goes out under the name of who said it', async () => {
  keep(operationOn({ id: 'r1', revision: 0 }, { state: 'agreed' }), 'A12', { by: { id: 'lan', name: 'Lan' } });
  const own = operationOn({ id: 'r2', revision: 0 }, { state: 'notified' });
  keep(own, 'A13', { by: { id: 'minh', name: 'Minh' } });
  speakAs('minh');
  const asked = network(applied);
  await sendMoves();
  expect(asked.flatMap((sent) => sent.operations.map((operation) => operation.id))).toEqual([own.id]);
  expect(waitingIn(entries()).map((entry) => entry.by?.id)).toEqual(['lan']);
  speakAs('lan');
  await sendMoves();
  expect(waitingIn(entries())).toHaveLength(0);
});

test('a tick whose answer was lost stands there already: nobody is asked to choose; another word still waits for a person', async () => {
  const tick = (id: string) => { const operation = tickOf({ id, revision: 1 }, { state: 'done' }); keep(operation, 'Gọi loa', { checklist: 'c1' }); return operation; };
  tick('t1');
  const other = tick('t2');
  const standing = (id: string, state: string) => ({ id, revision: 2, state, changed_by: 'Lan', changed_at: '2026-11-30T05:00:00Z', remark: null, steps: [] });
  vi.stubGlobal('fetch', async (url: string, init?: { body: string }) => {
    if (!url.endsWith('/sync')) return new Response(JSON.stringify({ id: 'c1', tasks: [standing('t1', 'done'), standing('t2', 'not_applicable')] }));
    const { operations, device_now } = JSON.parse(init?.body ?? '') as Sent;
    return new Response(JSON.stringify({ operations: operations.map(({ id }) => ({ id, outcome: 'superseded', revision: 2, target_id: null, happened_at: device_now, reason: null })) }));
  });
  await sendMoves();
  expect(waitingIn(entries())).toHaveLength(0);
  expect(contestedIn(entries()).map((entry) => entry.operation.id)).toEqual([other.id]);
});

test('parts go between the words around them, and photos when nothing else waits', () => {
  const image = new Blob(['x']);
  const operations = [
    operationOn({ id: 'r1', revision: 0 }, { state: 'notified' }), partOf({ kind: 'photo', task: 't1', taken_at: '', name: 'a.jpg', image }),
    tickOf({ id: 't1', revision: 1 }, { state: 'done' }), partOf({ kind: 'step', task: 't1', step: 's9', title: 'Khoá cửa' }), tickOf({ id: 't1', revision: 1 }, { state: 'done' }, { id: 's9', revision: 0 }),
  ];
  let waits = operations.map((operation) => ({ operation, about: '', said_at: operation.happened_at }));
  const order: string[][] = [];
  while (waits.length > 0) {
    const batch = nextOf(waits);
    order.push(batch.map((entry) => entry.operation.id));
    waits = waits.filter((entry) => !batch.includes(entry));
  }
  const [moved, photo, ticked, added, step] = operations.map((operation) => operation.id);
  expect(order).toEqual([[moved, ticked], [added], [step], [photo]]);
});

test('a part that the server refuses stands apart with its words, and what comes after it goes', async () => {
  keep(partOf({ kind: 'step', task: 't1', step: 's9', title: 'Khoá cửa' }), 'Gọi loa', { checklist: 'c1' });
  say();
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init: { body: string }) => {
    asked.push(url);
    if (url.endsWith('/sync')) return new Response(JSON.stringify(applied(JSON.parse(init.body) as Sent).body));
    return new Response(JSON.stringify({ detail: 'Danh sách đã đóng.' }), { status: 409 });
  });
  await sendMoves();
  expect(asked).toEqual(['/api/v1/tasks/t1/steps', '/api/v1/sync']);
  expect(waitingIn(entries())).toHaveLength(0);
  expect(contestedIn(entries())[0]).toMatchObject({ refused: 'Danh sách đã đóng.' });
});

test('somebody else’s word is met where it is newer than what was shown and says something else', () => {
  const task = { id: 't1', revision: 5, state: 'not_applicable', changed_by: 'Lan', changed_at: '2026-11-30T05:00:00Z', remark: 'không còn hộ', steps: [{ id: 's1', revision: 2, done: true, changed_by: 'Lan', changed_at: null }] } as unknown as Task;
  expect(metIn(task, undefined, 5, 'done')).toBeUndefined();
  expect(metIn(task, undefined, 4, 'not_applicable')).toBeUndefined();
  expect(metIn(task, undefined, 4, 'done')).toMatchObject({ state: 'not_applicable', by: 'Lan' });
  expect(metIn(task, 's1', 1, 'open')).toMatchObject({ state: 'done' });
  expect(metIn(task, 's9', 0, 'open')).toMatchObject({ state: 'not_applicable' });
});

/** Answers by address, in words; whatever is not foreseen is a fault of the test. */
function answers(by: (url: string, method: string, body: string) => { status: number; body: object }): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init: { method: string; body?: string }) => {
    asked.push(`${init.method} ${url}`);
    const { status, body } = by(url, init.method, init.body ?? '');
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
  return asked;
}
const stage = (from: 'ordered' | 'clearing', to: 'clearing' | 'cleared') => keep(partOf({ kind: 'stage', from, to, remark: '' }), 'SL-03', { checklist: 'c1' });

test('a step of a zone goes after what was said of its households, with the hour at which it was seen', async () => {
  say();
  stage('ordered', 'clearing');
  stage('clearing', 'cleared');
  const bodies: { to: string; happened_at: string }[] = [];
  const asked = answers((url, _, body) => {
    if (url.endsWith('/sync')) return applied(JSON.parse(body) as Sent);
    bodies.push(JSON.parse(body) as { to: string; happened_at: string });
    return { status: 200, body: {} };
  });
  await sendMoves();
  expect(asked).toEqual(['POST /api/v1/sync', 'PATCH /api/v1/checklists/c1/stage', 'PATCH /api/v1/checklists/c1/stage']);
  expect(bodies.map((body) => body.to)).toEqual(['clearing', 'cleared']);
  expect(bodies.every((body) => Math.abs(Date.parse(body.happened_at) - Date.now()) < 5_000)).toBe(true);
  expect(waitingIn(entries())).toHaveLength(0);
});

test('a step whose answer was lost is there already; one against another word stands beside it', async () => {
  stage('ordered', 'clearing');
  answers((_, method) => (method === 'PATCH' ? { status: 412, body: { detail: 'Đã đổi.' } } : { status: 200, body: { stage: 'clearing', stage_at: 't', tasks: [] } }));
  await sendMoves();
  expect(entries()).toHaveLength(0);
  stage('ordered', 'clearing');
  answers((_, method) => (method === 'PATCH' ? { status: 412, body: { detail: 'Đã đổi.' } } : { status: 200, body: { stage: 'return_allowed', stage_at: 't', tasks: [] } }));
  await sendMoves();
  expect(contestedIn(entries())).toMatchObject([{ refused: 'Đã đổi.', met: { state: 'return_allowed', at: 't' } }]);
});

test('a refusal of the words of a step names nobody else', () => {
  expect(standsIn({ stage: 'clearing', stage_at: 't', tasks: [] } as unknown as Checklist, { kind: 'stage', from: 'clearing', to: 'cleared', remark: '' })).toEqual({ same: false });
});

test('a photo that is out already is no refusal; a paper is sent once, also where its answer was lost', async () => {
  keep(partOf({ kind: 'unphoto', task: 't1', photo: 'p1', remark: 'nhầm' }), 'Gọi loa', { checklist: 'c1' });
  keep(partOf({ kind: 'paper', activation: 'a1', number: '12/QĐ', dated: '2026-11-30', file: null }), '12/QĐ');
  const asked = answers((url, method) => {
    if (url.includes('/removal')) return { status: 409, body: { detail: 'Ảnh đã gỡ.' } };
    if (url.endsWith('/checklists/c1')) return { status: 200, body: { tasks: [{ id: 't1', photos: [{ id: 'p1', removed: { at: '', by: '', remark: '' } }] }] } };
    return method === 'GET' ? { status: 200, body: { items: [{ number: '12/QĐ', dated: '2026-11-30' }], next: null } } : { status: 500, body: {} };
  });
  await sendMoves();
  expect(entries()).toHaveLength(0);
  expect(asked).not.toContain('POST /api/v1/activations/a1/papers?number=12%2FQ%C4%90&dated=2026-11-30');
});

test('scans wait for words like photos do', () => {
  const operations = [partOf({ kind: 'paper', activation: 'a1', number: '1', dated: 'd', file: { name: 'a.pdf', bytes: new Blob(['x']) } }), partOf({ kind: 'paper', activation: 'a1', number: '2', dated: 'd', file: null })];
  expect(nextOf(operations.map((operation) => ({ operation, about: '', said_at: '' })))[0]?.operation).toBe(operations[1]);
});
