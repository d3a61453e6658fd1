import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { box } from './box';

const record = (id: string, more: object = {}) => ({ operation: { id }, ...more });

test('two pages write beside one another: neither loses what the other kept', async () => {
  const [one, two] = [box(() => {}), box(() => {})];
  one.put('b', record('b'));
  two.put('a', record('a'));
  expect(await one.written() && await two.written()).toBe(true);
  expect(await one.all()).toEqual([record('a'), record('b')]);
  expect(await two.all()).toEqual(await one.all());
});

test('a change is laid over what lies there; what another page took out stays out', async () => {
  const [one, two] = [box(() => {}), box(() => {})];
  one.put('c', record('c', { reason: 'chờ' }));
  one.change('c', { taken: 1 });
  await one.written();
  expect(await two.all()).toContainEqual(record('c', { reason: 'chờ', taken: 1 }));
  two.take('c');
  await two.written();
  one.change('c', { reason: 'lại' });
  await one.written();
  expect((await one.all()).filter((each) => (each as { operation: { id: string } }).operation.id === 'c')).toEqual([]);
});

test('a picture comes back as it was put in', async () => {
  const one = box(() => {});
  one.put('p', record('p', { bytes: new Uint8Array([1, 2, 3]) }));
  await one.written();
  expect(await one.all()).toContainEqual(record('p', { bytes: new Uint8Array([1, 2, 3]) }));
  one.take('p');
});
