import { expect, test } from 'vitest';
import { beginningOf, emptyDraft, faultsIn, zonesOf, type Draft } from './begin';

const today = '2026-11-30';
const zones = [{ id: 'z1', evacuate_from_level: { scale: 'disaster_risk' as const, value: 2 } }, { id: 'z2', evacuate_from_level: { scale: 'disaster_risk' as const, value: 4 } }];
const draft = (part: Partial<Draft> = {}): Draft => ({ ...emptyDraft(today), planId: 'p1', event: 'new', number: '13', level: '3', reason: 'Công điện 10', ...part });

test('everything that is missing is said at once', () => {
  expect(faultsIn(emptyDraft(today), [], today)).toEqual(['plan_id', 'event_id', 'level', 'reason']);
});

test('a storm needs its number from 1 and its year, another event its kind and days', () => {
  expect(faultsIn(draft({ number: '0' }), ['z1'], today)).toEqual(['number']);
  expect(faultsIn(draft({ year: '26' }), ['z1'], today)).toEqual(['number']);
  expect(faultsIn(draft({ naming: 'episode', what: ' ', from: 'x' }), ['z1'], today)).toEqual(['what', 'from']);
  expect(faultsIn(draft({ naming: 'episode', what: 'mưa lũ', from: '30/11/2026', to: '29/11/2026' }), ['z1'], today)).toEqual(['to']);
  expect(faultsIn(draft({ event: 'e1', number: '' }), ['z1'], today)).toEqual([]); // of a running event no name is asked
});

test('the zones are those of the level until somebody ticks', () => {
  expect(zonesOf(draft(), zones)).toEqual(['z1']);
  expect(zonesOf(draft({ level: '4' }), zones)).toEqual(['z1', 'z2']);
  expect(zonesOf(draft({ zones: ['z2', 'gone'] }), zones)).toEqual(['z2']);
  expect(faultsIn(draft({ zones: [] }), [], today)).toEqual(['zones']);
});

test('what is sent says the event by year and number, or by what and when', () => {
  expect(beginningOf(draft({ kind: 'drill', international: ' Noru ' }), ['z1'], today)).toEqual({
    plan_id: 'p1', event: { name: { storm: { year: 2026, number: 13, international: 'Noru' } }, kind: 'drill' }, level: { scale: 'disaster_risk', value: 3 }, zones: ['z1'], stage: 'ordered', reason: 'Công điện 10',
  });
  expect(beginningOf(draft({ naming: 'episode', what: 'mưa lũ', from: '28/11', to: '' }), ['z1'], today)).toMatchObject({ event: { name: { episode: { what: 'mưa lũ', from: '2026-11-28' } } } });
  expect(beginningOf(draft({ event: 'e1', onset: '2026-11-30T20:00' }), ['z1'], today)).toMatchObject({ event_id: 'e1', onset: '2026-11-30T13:00:00.000Z' });
});
