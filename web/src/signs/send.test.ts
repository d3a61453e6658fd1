import { afterEach, expect, test, vi } from 'vitest';
import { emptySign, signOf } from './draft';
import { keepTold, toldSigns, waiting } from './outbox';
import { sendWaiting } from './send';

const now = new Date('2026-11-29T19:07:00Z');
let at = 0;
const tell = (id: string) => {
  at += 1;
  keepTold({ sign: signOf({ ...emptySign, signs: ['crack'] }, id, now), toldAt: new Date(at * 1000).toISOString(), place: '', state: 'waiting' });
};
const stateOf = (id: string) => toldSigns().find((told) => told.sign.id === id);

/** What the network does with each report, by its id; `null`: no answer comes. */
function network(answers: Record<string, { status: number; body: object } | null>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    const { id } = JSON.parse(init.body) as { id: string };
    asked.push(id);
    const answer = answers[id];
    if (!answer) throw new TypeError('no network');
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers: { 'Content-Type': 'application/json' } });
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());
const stored = { status: 201, body: { id: 'alert', outcome: 'stored', zones: 2, proposals: 0 } };

test('the oldest goes first; where no answer comes the rest is not tried, and nothing is lost', async () => {
  tell('a');
  tell('b');
  const asked = network({ a: null });
  await sendWaiting();
  expect(asked).toEqual(['a']);
  expect(waiting().map((told) => told.sign.id)).toEqual(['a', 'b']);
});

test('a report refused for what it says does not hold up the others', async () => {
  network({ a: { status: 422, body: { detail: 'Vị trí nằm ngoài Việt Nam.' } }, b: stored });
  await sendWaiting();
  expect(stateOf('a')).toMatchObject({ state: 'refused', reason: 'Vị trí nằm ngoài Việt Nam.' });
  expect(stateOf('b')).toMatchObject({ state: 'sent', answer: { zones: 2 } });
});

test('without an account it waits, and says why', async () => {
  tell('c');
  network({ c: { status: 401, body: { detail: 'Đăng nhập.' } } });
  await sendWaiting();
  expect(stateOf('c')).toMatchObject({ state: 'waiting', needsSignIn: true });
  network({ c: stored });
  await sendWaiting();
  expect(stateOf('c')).toMatchObject({ state: 'sent', needsSignIn: false });
});

test('asked twice at once, each is sent once', async () => {
  tell('d');
  const asked = network({ d: stored });
  await Promise.all([sendWaiting(), sendWaiting()]);
  expect(asked).toEqual(['d']);
});
