import { expect, test } from 'vitest';
import { operationOn, takingBack, type Entry } from './outbox';
import { laidOver, peopleNow, withSaid } from './overlay';
import { household } from './sample';
import { standingOf } from './takeBack';
import type { Relocation, Said, Taken } from './types';

const at = '2026-11-30T06:00:00.000Z';
const entry = (said: Said, taken?: Partial<Taken>): Entry => ({ operation: operationOn({ id: 'r1', revision: 0 }, said, new Date(at)), about: 'A12', said_at: at, ...(taken && { taken: taken as Taken }) });

test('what was said stands on the screen at once, and says that it waits', () => {
  const shown = laidOver(household(), [entry({ state: 'departed', departed: 4 })]);
  expect(shown).toMatchObject({ state: 'departed', departed: 4, people: 4, uncounted: false, waits: 1 });
});

test('an answered word is shown until the server’s record has it, and not after', () => {
  const said = entry({ state: 'agreed' }, { outcome: 'applied', revision: 2 });
  expect(laidOver(household({ revision: 1 }), [said])).toMatchObject({ state: 'agreed', waits: 0 });
  expect(laidOver(household({ revision: 2, state: 'departed' }), [said])).toMatchObject({ state: 'departed', waits: 0 });
});

test('what could not be placed changes nothing', () => {
  expect(laidOver(household(), [entry({ state: 'agreed' }, { outcome: 'unplaced', revision: 0 })]).state).toBe('unknown');
});

test('a state of an hour ago does not cover one of now, but its count is kept', () => {
  const arrived = household({ state: 'arrived', state_at: '2026-11-30T06:30:00Z', arrived: 5 });
  expect(withSaid(arrived, { state: 'departed', departed: 5 }, at)).toMatchObject({ state: 'arrived', departed: 5 });
});

test('settling takes the contradiction away, and no other', () => {
  const torn = household({ conflicts: [{ field: 'departed', said: [] }, { field: 'destination', said: [] }] });
  expect(withSaid(torn, { departed: 5 }, at).conflicts.map((conflict) => conflict.field)).toEqual(['destination']);
});

test('a line of property is changed, or begun', () => {
  const lines = withSaid(household(), { property: [{ line_id: 'p1', state: 'moved' }, { line_id: 'p2', kind: 'vehicle', what: 'xe máy', quantity: 1, unit: 'chiếc', state: 'to_move' }] }, at).property;
  expect(lines).toMatchObject([{ id: 'p1', state: 'moved', quantity: 2 }, { id: 'p2', what: 'xe máy', state: 'to_move' }]);
});

test('people are who was counted last on the way, else who is listed', () => {
  const none = { listed: 5, present: null, departed: null, arrived: null, returned: null };
  expect(peopleNow({ ...none, state: 'arrived' })).toEqual({ people: 5, uncounted: true });
  expect(peopleNow({ ...none, state: 'arrived', departed: 4 })).toEqual({ people: 4, uncounted: false });
  expect(peopleNow({ ...none, state: 'unknown', departed: 4 })).toEqual({ people: 5, uncounted: true });
  expect(peopleNow({ ...none, state: 'departed', departed: 0 })).toEqual({ people: 0, uncounted: false });
});

const back = (slip: Entry, restores: Relocation, taken?: Partial<Taken>): Entry => ({ operation: takingBack({ id: 'r1', revision: 0 }, slip.operation.id, new Date('2026-11-30T06:01:00Z')), about: 'A12', said_at: at, restores: standingOf(restores), ...(taken && { taken: taken as Taken }) });

test('a slip that was never sent is not shown once it is taken back; both still wait to go', () => {
  const slip = entry({ state: 'departed', departed: 4, property: [{ line_id: 'p1', state: 'moved' }] });
  const shown = laidOver(household(), [slip, back(slip, household())]);
  expect(shown).toMatchObject({ state: 'unknown', departed: null, people: 5, uncounted: true, waits: 2, property: [{ id: 'p1', state: 'to_move' }] });
});

test('a slip that the server has already goes from the screen too, with no network, and stays gone until its record says so', () => {
  const slip = entry({ state: 'departed', departed: 4 }, { outcome: 'applied', revision: 3 });
  const with_it = household({ revision: 3, state: 'departed', departed: 4, people: 4, uncounted: false });
  const before = household({ revision: 2, state: 'agreed' });
  expect(laidOver(with_it, [slip, back(slip, before)])).toMatchObject({ state: 'agreed', departed: null, people: 5, waits: 1 });
  expect(laidOver(with_it, [slip, back(slip, before, { outcome: 'applied', revision: 4 })])).toMatchObject({ state: 'agreed', waits: 0 });
  expect(laidOver({ ...with_it, revision: 4, state: 'agreed' }, [slip, back(slip, before, { outcome: 'applied', revision: 4 })])).toMatchObject({ state: 'agreed', revision: 4 });
});

test('what was said after the slip is kept when the slip goes', () => {
  const slip = entry({ state: 'departed', departed: 4 }, { outcome: 'applied', revision: 3 });
  const later = entry({ state: 'refused', reason: 'giữ trâu' });
  const with_it = household({ revision: 3, state: 'departed', departed: 4 });
  expect(laidOver(with_it, [slip, later, back(slip, household())])).toMatchObject({ state: 'refused', reason: 'giữ trâu', departed: null, waits: 2 });
});

test('taking back that could not be placed takes nothing from the screen', () => {
  const slip = entry({ state: 'agreed' });
  expect(laidOver(household(), [slip, back(slip, household(), { outcome: 'unplaced', revision: 0 })]).state).toBe('agreed');
});
