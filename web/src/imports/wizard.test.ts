import { expect, test } from 'vitest';
import type { ImportDraft, ImportItem, ImportQuestion } from './types';
import { after, allTaken, begin, fromUnits, mayGo, nextOf, queryOf, questionsAt, repairable, repairsFile, stepsOf, withRepairs, writes, type Event, type Wizard } from './wizard';

const L = (vi: string) => ({ vi, en: vi });
const item = (fate: ImportItem['fate'], repair = false): ImportItem => ({
  place: L('1'), code: 'A', name: 'Tên', hazard: 'landslide', commune_code: '23365', commune_name: 'Xã', level: 2, fate, reasons: [], faults: [], geometry: null, area_m2: 1,
  repair: repair ? { geometry: { type: 'Polygon', coordinates: [] }, changes: [], area_before_m2: 1, area_after_m2: 2 } : null,
});
const draft = (items: ImportItem[], questions: ImportQuestion[] = []): ImportDraft => {
  const counts = { added: 0, changed: 0, unchanged: 0, repaired: 0, held: 0, refused: 0 };
  for (const each of items) counts[each.fate] += 1;
  return { dry_run: true, file: { format: 'shp', crs_stated: 'missing', crs_words: null, features: items.length }, crs: null, questions, mapping: [{ field: 'code', property: 'MA', candidates: ['MA'] }], items, remarks: [], counts, summary: L('') };
};
const meridian: ImportQuestion = { code: 'meridian', text: L('?'), options: [] };
const mapping: ImportQuestion = { code: 'mapping', text: L('?'), options: [] };
const walk = (state: Wizard, ...events: Event[]) => events.reduce(after, state);
const ready = (answer: ImportDraft) => walk(begin({ into: { plan: 'PA-1' } }), { do: 'file', name: 'a.zip', bytes: 9 }, { do: 'ask' }, { do: 'drafted', asked: 1, draft: answer });

test('nothing goes on without a file', () => {
  expect(mayGo(begin(), 'place')).toBe(false);
  expect(walk(begin(), { do: 'go', step: 'rows' }).step).toBe('file');
});
test('an open question about the place holds the rows back, and so does one about columns', () => {
  expect(mayGo(ready(draft([item('added')], [meridian])), 'columns')).toBe(false);
  const columns = ready(draft([item('added')], [mapping]));
  expect([mayGo(columns, 'columns'), mayGo(columns, 'rows')]).toEqual([true, false]);
  expect(questionsAt(columns.draft, 'columns')).toHaveLength(1);
  expect(questionsAt(columns.draft, 'place')).toHaveLength(0);
});
test('an answer to an older question is dropped', () => {
  const twice = walk(ready(draft([])), { do: 'ask' }, { do: 'ask' });
  expect(walk(twice, { do: 'drafted', asked: 2, draft: draft([item('added')]) }).busy).toBe(true);
  expect(walk(twice, { do: 'drafted', asked: 3, draft: draft([item('added')]) }).draft?.counts.added).toBe(1);
});
test('answers are sent as the query the server asked for', () => {
  const state = walk(ready(draft([item('added')])), { do: 'answer', code: 'meridian', value: 'EPSG:9216;sure' }, { do: 'answer', code: 'axis', value: 'yx' }, { do: 'answer', code: 'no_commune', value: '23365' }, { do: 'map', field: 'name', property: 'TEN' });
  expect(Object.fromEntries(new URLSearchParams(queryOf(state, true)))).toEqual({ name: 'a.zip', dry_run: 'true', crs: 'EPSG:9216;sure', axis: 'yx', commune: '23365', map: 'name:TEN', plan: 'PA-1', repair: 'offered' });
});
test('another file forgets the answers about the last', () => {
  const state = walk(ready(draft([])), { do: 'answer', code: 'meridian', value: 'EPSG:9216' }, { do: 'file', name: 'b.zip', bytes: 1 });
  expect([state.settings.crs, state.draft, state.settings.into]).toEqual([null, null, { plan: 'PA-1' }]);
});
test('zones are not confirmed before it is said where they go, nor where nothing would be written', () => {
  const answer = draft([item('added')]);
  expect(mayGo(ready(answer), 'confirm')).toBe(true);
  expect(mayGo({ ...ready(answer), settings: { ...ready(answer).settings, into: null } }, 'confirm')).toBe(false);
  expect(mayGo(ready(draft([item('unchanged'), item('refused')])), 'confirm')).toBe(false);
});
test('repairs are taken one by one or all, and only what is held can be taken', () => {
  const state = ready(draft([item('held', true), item('added'), item('held', true)]));
  expect(repairable(state.draft?.items ?? [])).toEqual([0, 2]);
  const one = walk(state, { do: 'take', items: [2], taken: true });
  expect([writes(one), allTaken(one), repairsFile(one)?.features.length]).toEqual([2, false, 1]);
  const all = walk(one, { do: 'take', items: [0, 2], taken: true });
  expect([writes(all), allTaken(all), repairsFile(all)]).toEqual([3, true, null]);
  expect(new URLSearchParams(queryOf(all, false)).get('repair')).toBe('all');
  expect(walk(all, { do: 'take', items: [0, 2], taken: false }).settings.taken).toEqual([]);
});
test('the repairs that followed are told as repaired, in their own rows', () => {
  const first = draft([item('held', true), item('added'), item('held', true)]);
  const both = withRepairs(first, draft([item('added')]), [2]);
  expect(both.items.map((each) => each.fate)).toEqual(['held', 'added', 'repaired']);
  expect(both.counts.repaired).toBe(1);
});
test('units have no columns and no place to ask about, and what they refuse is listed', () => {
  const state = begin({ kind: 'admin-units' });
  expect(stepsOf(state)).toEqual(['file', 'rows', 'confirm', 'result']);
  expect(nextOf(state)).toBe('rows');
  const unit = fromUnits({ dry_run: true, provinces: 1, districts: 0, communes: 3, added: 2, changed: 1, updated: 0, unchanged: 1, closed: 0, left_out: 0, successions: 0, changes: [L('đổi tên')], refused: [{ place: 'dòng 4', reason: L('thiếu mã') }], summary: L('') }, 'a.csv');
  expect(unit.counts).toMatchObject({ added: 2, changed: 1, refused: 1 });
  expect(unit.items.map((each) => each.fate)).toEqual(['refused', 'changed']);
});
test('after the result one can only begin anew', () => {
  const done = walk(ready(draft([item('added')])), { do: 'written', result: draft([item('added')]) });
  expect(walk(done, { do: 'go', step: 'file' }).step).toBe('result');
  expect(walk(done, { do: 'anew' })).toMatchObject({ step: 'file', file: null, settings: { into: { plan: 'PA-1' } } });
});
