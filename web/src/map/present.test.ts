import { expect, test } from 'vitest';
import type { Activation, ZoneFeature } from '../api/types';
import { byPresentState, statesAtWork, tileFilter } from './present';

const zone = (id: string, state: string) => ({ properties: { id, state } }) as ZoneFeature;
const activation = (status: string, ...zones: [string, string][]) => ({ status, zones: zones.map(([zone_id, state]) => ({ zone_id, state })) }) as Activation;

test('a loaded zone’s own word stands, also against its response', () => {
  expect([...statesAtWork([zone('a', 'cleared'), zone('b', 'normal')], [activation('active', ['a', 'open'], ['b', 'open'])])]).toEqual([['a', 'cleared']]);
});
test('a zone beyond those loaded is shown by its response', () => {
  expect([...statesAtWork([], [activation('proposed', ['a', 'proposed']), activation('active', ['b', 'open'], ['c', 'lapsed'])])]).toEqual([['a', 'prepare'], ['b', 'order']]);
});
test('of two responses the graver shows', () => {
  expect(statesAtWork([], [activation('active', ['a', 'stood_down']), activation('active', ['a', 'open']), activation('proposed', ['a', 'proposed'])]).get('a')).toBe('order');
});
test('a response that ended says nothing', () => expect(statesAtWork([], [activation('closed', ['a', 'open'])]).size).toBe(0));
test('what is only drilled moves no zone', () => {
  const drilled = { ...activation('active', ['a', 'open']), event: { kind: 'drill' } } as Activation;
  expect(statesAtWork([], [drilled]).size).toBe(0);
});

test('zones at rest fall through; the others are matched by state', () => {
  const states = new Map([['a', 'order'], ['b', 'order'], ['c', 'prepare']] as const);
  expect(byPresentState(states, (state) => state)).toEqual(['match', ['get', 'id'], ['a', 'b'], 'order', ['c'], 'prepare', 'normal']);
});
test('with nothing at work there is nothing to match', () => expect(byPresentState(new Map(), (state) => state)).toBe('normal'));
test('a zone that is drawn from loaded data is not drawn twice', () => {
  expect(JSON.stringify(tileFilter(['a']))).toContain('["literal",["a"]]');
  expect(JSON.stringify(tileFilter([]))).not.toContain('literal');
});
