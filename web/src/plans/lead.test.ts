import { expect, test } from 'vitest';
import { editsOf, patchOf, withChange, withEdits } from './fields';
import { hoursText, minutesOf } from './lead';
import type { Content } from './types';

test('hours are typed with a comma or a point and kept in minutes', () => {
  expect([minutesOf('12'), minutesOf('1,5'), minutesOf(' 0.25 '), minutesOf('')]).toEqual([720, 90, 15, null]);
  expect([minutesOf('x'), minutesOf('-1'), minutesOf('337'), minutesOf('0')]).toEqual([undefined, undefined, undefined, undefined]);
  expect([hoursText(720), hoursText(90), hoursText(undefined)]).toEqual(['12', '1,5', '']);
});

test('each level is an edit of its own, and what is cleared is taken away by the patch', () => {
  const content = { lead_times: { 3: 720, 4: 1440 } } as unknown as Content;
  const edits = withChange(content, withChange(content, {}, '/lead_times/3', null), '/lead_times/4', 60);
  expect(patchOf(edits)).toEqual({ lead_times: { 3: null, 4: 60 } });
  expect(editsOf(patchOf(edits))).toEqual(edits);
  expect(withEdits(content, edits).lead_times).toEqual({ 4: 60 });
});
