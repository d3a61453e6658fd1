import { expect, test } from 'vitest';
import { subjectOf } from './where';

test('an address tells whose page it is', () => {
  expect(subjectOf('/dot-thien-tai/e1')).toEqual({ event: 'e1' });
  expect(subjectOf('/dot-thien-tai/e1/nhin-lai')).toEqual({ event: 'e1' });
  expect(subjectOf('/dien-tap/e1')).toEqual({ event: 'e1' });
  expect(subjectOf('/activations/a1')).toEqual({ activation: 'a1' });
  expect(subjectOf('/di-doi/a1/ho/r1')).toEqual({ activation: 'a1' });
  expect(subjectOf('/checklists/c1')).toEqual({ checklist: 'c1' });
  expect(subjectOf('/ban-tin/b1')).toEqual({ alert: 'b1' });
});

test('the map, the lists and the office are of no one event', () => {
  for (const path of ['/', '/map', '/dot-thien-tai', '/dien-tap', '/ban-tin', '/plans/p1', '/zones/z1', '/kich-hoat']) expect([path, subjectOf(path)]).toEqual([path, null]);
});
