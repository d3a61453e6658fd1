import { expect, test, vi } from 'vitest';
import { doorAt } from './doors';

test('each page lies behind one door, and what is not known in the command room', () => {
  expect(['/sign-in', '/plans/p1', '/nguon-luc', '/di-doi/a/ho/b', '/kich-hoat', '/checklists/c', '/', '/khong-co'].map(doorAt)).toEqual([0, 1, 1, 2, 2, 3, 3, 3]);
  expect(doorAt('/accounts-of-others')).toBe(3);
});

test('the parts of the first page are asked for with the app, and filed behind the door they were asked for', async () => {
  vi.resetModules();
  vi.doMock('./Inside', () => ({ default: 'frame' }));
  vi.doMock('../moves/MovePages', () => ({ default: 'moves' }));
  vi.stubGlobal('location', { pathname: '/di-doi/a' });
  const { firstPageParts } = await import('./doors');
  vi.stubGlobal('location', { pathname: '/checklists/c' });
  expect(await firstPageParts).toEqual({ inside: 'frame', door: 2, page: 'moves' });
  vi.unstubAllGlobals();
});

test('a part that does not come leaves the page to ask for it again', async () => {
  vi.resetModules();
  vi.doMock('./Inside', () => { throw new Error('away'); });
  vi.stubGlobal('location', { pathname: '/di-doi/a' });
  expect(await (await import('./doors')).firstPageParts).toEqual({});
  vi.unstubAllGlobals();
});
