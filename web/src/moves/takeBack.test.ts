import { expect, test } from 'vitest';
import { household } from './sample';
import { mayTakeBack, speakerName, standingWithout, takenBackBy } from './takeBack';
import type { RelocationWithReports, Report, Said } from './types';

const LINH = 'Y Ngọc Linh (ngoclinh)';
let made = 0;
const report = (said: Said, part: Partial<Report> = {}): Report => {
  made += 1;
  const at = new Date(Date.UTC(2026, 10, 30, 5, made)).toISOString();
  return { id: `0${made}`.slice(-2), happened_at: at, device_time: at, received_at: at, by: LINH, device: 'web-1', base_revision: 0, revision: made, outcome: 'applied', said, ...part };
};
const told = (reports: Report[], part: Partial<RelocationWithReports> = {}): RelocationWithReports => ({ ...household(part), ...part, reports });
const NOW = new Date('2026-11-30T08:00:00Z');

test('a report is taken back by the first that says so, and the one that takes back is not', () => {
  const slip = report({ state: 'agreed' });
  const first = report({ takes_back: slip.id });
  const again = report({ takes_back: slip.id }, { by: 'Ai khác (mangri)' });
  const by = takenBackBy([slip, first, again]);
  expect([...by.keys()]).toEqual([slip.id]);
  expect(by.get(slip.id)?.by).toBe(LINH);
});

test('what may not be taken back stays; what was placed by hand goes under the id it was said with first', () => {
  const slip = report({ state: 'agreed' });
  const refused = report({ takes_back: slip.id }, { by: 'Ai khác (mangri)', outcome: 'not_permitted' });
  expect(takenBackBy([slip, refused]).size).toBe(0);
  const placed = report({ departed: 3 }, { first_said: 'first' });
  const back = report({ takes_back: 'first' });
  expect([...takenBackBy([placed, back]).keys()]).toEqual([placed.id]);
});

test('only the own word, of the last hours, once', () => {
  const own = report({ state: 'agreed' });
  const none = new Set<string>();
  expect(speakerName({ display_name: 'Y Ngọc Linh', name: 'ngoclinh' })).toBe(LINH);
  expect(mayTakeBack(own, LINH, none, NOW)).toBe(true);
  expect(mayTakeBack(own, LINH, new Set([own.id]), NOW)).toBe(false);
  expect(mayTakeBack(own, 'Y Ngọc Linh (mangri)', none, NOW)).toBe(false);
  expect(mayTakeBack(own, null, none, NOW)).toBe(false);
  expect(mayTakeBack(report({ takes_back: own.id }), LINH, none, NOW)).toBe(false);
  expect(mayTakeBack(own, LINH, none, new Date('2026-12-01T08:00:00Z'))).toBe(false);
  // Who decides in the commune takes back what anybody said, whenever.
  expect(mayTakeBack(own, 'Chủ tịch (chutich)', none, new Date('2026-12-01T08:00:00Z'), true)).toBe(true);
  expect(mayTakeBack(own, 'Chủ tịch (chutich)', new Set([own.id]), NOW, true)).toBe(false);
  expect(mayTakeBack(own, null, none, NOW, true)).toBe(false);
});

test('without the slip every field is what the words that are left say, in the order in which things happened', () => {
  const agreed = report({ state: 'agreed', present: 5 });
  const slip = report({ state: 'departed', departed: 3, destination: { kind: 'host' } });
  const late = report({ present: 4 }, { happened_at: '2026-11-30T04:00:00Z' }); // came last, happened first
  const now = told([agreed, slip, late], { state: 'departed', departed: 3, present: 5, destination: { kind: 'host' }, people: 3, uncounted: false,
    differences: [{ of: 'departed', of_number: 3, against: 'present', against_number: 5, explained: null }] });
  expect(standingWithout(now, new Set([slip.id]))).toMatchObject({
    state: 'agreed', state_at: agreed.happened_at, state_by: LINH, departed: null, present: 5, destination: null, people: 5, uncounted: false, differences: [],
  });
  expect(standingWithout(now, new Set([slip.id, agreed.id]))).toMatchObject({ state: 'unknown', state_at: null, state_by: null, present: 4, people: 4 });
});

test('a line of property goes back to its state before; one that only the slip spoke of goes', () => {
  const moved = report({ property: [{ line_id: 'p1', state: 'raised_in_place' }] });
  const slip = report({ property: [{ line_id: 'p1', state: 'moved' }, { line_id: 'p2', what: 'bò', quantity: 1, state: 'to_move' }] });
  const now = told([moved, slip], { property: [
    { id: 'p1', kind: 'livestock', what: 'trâu', quantity: 2, unit: 'con', state: 'moved' }, { id: 'p2', kind: 'other', what: 'bò', quantity: 1, unit: '', state: 'to_move' },
  ] });
  expect(standingWithout(now, new Set([slip.id])).property.map((line) => [line.id, line.state, line.quantity])).toEqual([['p1', 'raised_in_place', 2]]);
  expect(standingWithout(now, new Set([slip.id, moved.id])).property.map((line) => [line.id, line.state])).toEqual([['p1', 'to_move']]);
});

test('a remark and one side of a contradiction go with the slip; another contradiction stays', () => {
  const slip = report({ departed: 3, remark: 'nhầm nhà' });
  const other = report({ departed: 5, remark: 'đúng' });
  const heard = <T>(of: Report, value: T) => ({ value, at: of.happened_at, by: of.by, report: of.id });
  const now = told([slip, other], {
    remarks: [heard(slip, 'nhầm nhà'), heard(other, 'đúng')],
    conflicts: [{ field: 'departed', said: [heard(other, 5), heard(slip, 3)] }, { field: 'arrived', said: [heard(other, 5), heard(other, 4)] }],
  });
  const left = standingWithout(now, new Set([slip.id]));
  expect(left.remarks.map((remark) => remark.value)).toEqual(['đúng']);
  expect(left.conflicts.map((conflict) => conflict.field)).toEqual(['arrived']);
});
