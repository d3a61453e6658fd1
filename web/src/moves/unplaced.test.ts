import { expect, test } from 'vitest';
import type { UnplacedReport } from '../api/types';
import { laidOut, placeable, readSent, takenBackAmong } from './unplaced';

const sent = (about: object) => JSON.stringify({ id: 'o1', happened_at: '2026-11-30T05:00:00Z', base_revision: 0, ...about });

test('a household over the radio: its code, its commune and what was said', () => {
  const read = readSent(sent({ household: { commune_code: '23365', code: ' zz99 ', said: { state: 'arrived', arrived: 3 } } }));
  expect(read).toMatchObject({ about: 'household', code: 'ZZ99', commune: '23365', said: { state: 'arrived', arrived: 3 }, odd: false });
  expect(placeable(read)).toBe(true);
});

test('a relocation by its id, with a place and property', () => {
  const read = readSent(sent({ relocation: { id: 'r9', said: { destination: { kind: 'host', place: 'nhà bác Tư' }, property: [{ line_id: 'p1', what: 'bò', quantity: 2, unit: 'con', state: 'moved' }] } } }));
  expect(read).toMatchObject({ about: 'relocation', id: 'r9', code: null, odd: false, said: { destination: { kind: 'host', place: 'nhà bác Tư' }, property: [{ what: 'bò', quantity: 2, state: 'moved' }] } });
});

test('a group and a task are read, and cannot be placed with a household', () => {
  const group = readSent(sent({ group: { relocation_id: 'r', checklist_id: 'c', label: 'lán rẫy', village: 'Mô Po', people: 7 } }));
  expect(group).toMatchObject({ about: 'group', label: 'lán rẫy', people: 7, village: 'Mô Po' });
  const task = readSent(sent({ task: { id: 't1', change: { done: true } } }));
  expect(task).toMatchObject({ about: 'task', id: 't1' });
  expect([placeable(group), placeable(task)]).toEqual([false, false]);
});

test('of what is not as it should be only the rest is read, and it is said that there is more', () => {
  const read = readSent(sent({ household: { code: 'A1', said: { state: 'flown', departed: '4', present: -1, arrived: 2, property: [{ state: 'moved' }], destination: 'đâu đó' } } }));
  expect(read.said).toEqual({ arrived: 2 });
  expect(read.odd).toBe(true);
  expect(readSent(sent({ household: { code: 'A1', said: { drone: 1 } } }))).toMatchObject({ said: {}, odd: true });
  expect(placeable(readSent(sent({ household: { code: 'A1', said: {} } })))).toBe(false);
});

test('what is no report at all is shown as it came', () => {
  for (const text of ['', '{"relocation":{"id":"r', 'null', '7', '[]', '{"relocation":5}', '{"a":{"b":1}}']) {
    expect([text, readSent(text).about]).toEqual([text, 'unread']);
    expect(placeable(readSent(text))).toBe(false);
  }
  expect(laidOut('{"relocation":{"id":"r')).toBe('{"relocation":{"id":"r');
  expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
});

test('a report whose taking back waits in the same list is known for one', () => {
  const report = (id: string, about: object): UnplacedReport => ({ id, received_at: '', happened_at: '', by: '', device: null, reason: null, sent: sent(about) });
  const list = [report('a', { relocation: { id: 'r', said: { state: 'agreed' } } }), report('b', { relocation: { id: 'r', said: { takes_back: 'a' } } })];
  expect([...takenBackAmong(list)]).toEqual(['a']);
});
