import { expect, test } from 'vitest';
import { belongs, groupsOf, markOf, partsOf, type Part } from './outline';
import type { Comment, Completeness, PlanForm } from './types';

const l = (vi: string) => ({ vi, en: vi });
const form: PlanForm = {
  sections: [
    { key: 'purpose', group: 'outline', heading: l('Mục đích'), hint: l('') },
    { key: 'order', group: 'legal_part', heading: l('Trật tự'), hint: l('') },
    { key: 'funding', group: 'outline', heading: l('Kinh phí'), hint: l('') },
  ],
  levels: [], roles: [], tables: [{ key: 'shelters', annex: 4, title: l('Địa điểm sơ tán'), columns: [], known_by: [] }],
};
const parts = partsOf(form);
const part = (pointer: string) => parts.find((each) => each.pointer === pointer) as Part;

test('the parts stand in the order of the document', () =>
  expect(groupsOf(parts).map((group) => group.group)).toEqual(['head', 'outline', 'legal_part', 'outline', 'response', 'annexes']));
test('a cell belongs to its table, a level to the situations', () => {
  expect(belongs('/annexes/shelters/3/phone', part('/annexes/shelters'))).toBe(true);
  expect(belongs('/scenarios/4/before', part('/scenarios'))).toBe(true);
  expect(belongs('/sections/orderly', part('/sections/order'))).toBe(false);
});
test('what is about the whole stands at the head', () => expect(parts.filter((each) => belongs('', each)).map((each) => each.kind)).toEqual(['general']));
test('the worst in a part is what its mark shows', () => {
  const completeness = {
    score: 40, sentence: l(''),
    findings: [{ severity: 'low', pointer: '/sections/order' }, { severity: 'high', pointer: '/sections/order' }],
    parts: [{ pointer: '/sections/order', label: l(''), state: 'missing' }],
  } as unknown as Completeness;
  const comments = [{ pointer: '/sections/order', settled_at: null, reply_to: null }, { pointer: '/sections/order', settled_at: 'x', reply_to: null }] as unknown as Comment[];
  expect(markOf(part('/sections/order'), { completeness, comments, edits: { '/sections/order': 'x' }, faults: [] })).toEqual({
    state: 'missing', worst: 'high', findings: 2, comments: 1, edited: true, faults: 0,
  });
});
