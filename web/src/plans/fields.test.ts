import { expect, test } from 'vitest';
import { editsOf, patchOf, valueAt, withChange, withEdits } from './fields';
import type { Content } from './types';

const person = { role: 'commune_chair', name: '' };
const content: Content = {
  title: 'Phương án', review_by: '2027-04-15', legal_bases: [], sections: { order: 'Chốt chặn.' },
  scenarios: { 3: { situation: 'Mưa lớn.', before: 'Họp.' } }, triggers: [], zones: [], tasks: [],
  command: { chair: person, standing: person }, annexes: { shelters: [{ name: 'Trường A' }] },
};

test('a field is read by its pointer', () => {
  expect(valueAt(content, '/scenarios/3/before')).toBe('Họp.');
  expect(valueAt(content, '/scenarios/4/before')).toBeUndefined();
});
test('edits of neighbouring fields become one patch', () =>
  expect(patchOf({ '/sections/order': 'a', '/sections/purpose': 'b', '/title': 'c' })).toEqual({ sections: { order: 'a', purpose: 'b' }, title: 'c' }));
test('a table goes whole', () => expect(patchOf({ '/annexes/shelters': [] })).toEqual({ annexes: { shelters: [] } }));
test('a situation that is taken away is null in the patch and gone on the screen', () => {
  const edits = { '/scenarios/3': null };
  expect(patchOf(edits)).toEqual({ scenarios: { 3: null } });
  expect(withEdits(content, edits).scenarios).toEqual({});
});
test('a review date that is cleared stays a field without a date', () => expect(withEdits(content, { '/review_by': null }).review_by).toBeNull());
test('a change that is taken back is no change', () => {
  const edits = withChange(content, {}, '/title', 'Khác');
  expect(edits).toEqual({ '/title': 'Khác' });
  expect(withChange(content, edits, '/title', 'Phương án')).toEqual({});
});
test('an empty section that was never written is no change', () => expect(withChange(content, {}, '/sections/funding', '')).toEqual({}));
test('edits leave what they do not touch as the same object', () => expect(withEdits(content, { '/title': 'b' }).annexes).toBe(content.annexes));
test('a patch is taken apart into the edits it was made of', () => {
  const edits = { '/title': 'b', '/review_by': null, '/sections/order': 'x', '/scenarios/3/before': 'y', '/scenarios/4': null, '/annexes/shelters': [], '/command': { chair: person, standing: person } };
  expect(editsOf(patchOf(edits))).toEqual(edits);
});
