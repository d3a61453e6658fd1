import { expect, test } from 'vitest';
import { doorAt, first } from './doors';

test('each page lies behind one door, and what is not known in the command room', () => {
  expect(['/sign-in', '/plans/p1', '/nguon-luc', '/di-doi/a/ho/b', '/kich-hoat', '/checklists/c', '/', '/khong-co'].map(doorAt)).toEqual([0, 1, 1, 2, 2, 3, 3, 3]);
  expect(doorAt('/accounts-of-others')).toBe(3);
});

test('a part that does not come leaves the page to ask for it again', async () => {
  expect(await first).toEqual({}); // there is no address here, and no page
});
