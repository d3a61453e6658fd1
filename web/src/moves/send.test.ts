import { afterEach, expect, test, vi } from 'vitest';
import { drop, entries, keep, operationOn, waitingIn, type Operation } from './outbox';
import { sendMoves, speakAs } from './send';

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
  keep(operationOn({ id: 'r1', revision: 0 }, { state: 'agreed' }), 'A12', { id: 'lan', name: 'Lan' });
  const own = operationOn({ id: 'r2', revision: 0 }, { state: 'notified' });
  keep(own, 'A13', { id: 'minh', name: 'Minh' });
  speakAs('minh');
  const asked = network(applied);
  await sendMoves();
  expect(asked.flatMap((sent) => sent.operations.map((operation) => operation.id))).toEqual([own.id]);
  expect(waitingIn(entries()).map((entry) => entry.by?.id)).toEqual(['lan']);
  speakAs('lan');
  await sendMoves();
  expect(waitingIn(entries())).toHaveLength(0);
});
