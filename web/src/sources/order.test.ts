import { expect, test } from 'vitest';
import type { ManagedSource } from '../api/intake';
import type { SourceState, Unit } from '../api/types';
import { byUrgency, changeOf, draftOf, faultsIn, listed, sourceOf } from './order';

const source = (name: string, state: SourceState, enabled = true) => ({ name, enabled, health: { state } }) as ManagedSource;

test('what wants a person comes first, what is off comes last', () => {
  const order = [source('d', 'failing', false), source('b', 'speaking'), source('a', 'speaking'), source('c', 'late'), source('e', 'failing')].sort(byUrgency);
  expect(order.map((each) => each.name)).toEqual(['e', 'c', 'a', 'b', 'd']);
});

test('an empty form names what is missing', () => {
  expect(faultsIn(draftOf(null))).toEqual(['code', 'name', 'url']);
  expect(faultsIn({ ...draftOf(null), code: 'dai-qn', name: 'Đài', url: 'ftp://x', minutes: '0' })).toEqual(['url', 'minutes']);
});

test('hosts and senders are pasted one to a line or with commas, each once', () => {
  expect(listed(' a.vn\nb.vn, a.vn;c.vn ')).toEqual(['a.vn', 'b.vn', 'c.vn']);
});

test('a form gives back the source it was made of', () => {
  const draft = draftOf({ code: 'nchmf', name: 'NCHMF', url: 'https://x.vn/cap', format: 'auto', every_seconds: 180, also_hosts: ['y.vn'], senders: [] } as unknown as ManagedSource);
  expect(sourceOf(draft)).toEqual({ code: 'nchmf', name: 'NCHMF', url: 'https://x.vn/cap', format: 'auto', every_seconds: 180, also_hosts: ['y.vn'], senders: [], vietnamese: true, covers: [], note: null, user_agent: null, signing_key: null });
});

test('only what was changed is sent: a pause of seconds stays one', () => {
  const demo = { code: 'demo', name: 'Minh hoạ', url: 'http://127.0.0.1/feed', format: 'auto', every_seconds: 3, also_hosts: [], senders: [] } as unknown as ManagedSource;
  expect(changeOf(demo, draftOf(demo))).toEqual({});
  expect(changeOf(demo, { ...draftOf(demo), name: 'Nguồn thử', senders: 'a@b.vn' })).toEqual({ name: 'Nguồn thử', senders: ['a@b.vn'] });
  expect(changeOf(demo, { ...draftOf(demo), minutes: '5' })).toEqual({ every_seconds: 300 });
  expect(changeOf(demo, { ...draftOf(demo), noteVi: 'Hỏi 3 phút một lần' })).toEqual({ note: { vi: 'Hỏi 3 phút một lần', en: 'Hỏi 3 phút một lần' } });
});

test('places, key, note and name are sent where they were changed, and null where they were emptied', () => {
  const units = [{ code: '51', name: 'Tỉnh Quảng Ngãi', kind: 'province', parent_code: null } as Unit];
  const of = { code: 's', name: 'S', url: 'https://x.vn/cap', format: 'auto', every_seconds: 60, covers: ['51', '23461'], signing_key: 'PEM', note: { vi: 'a', en: 'b' }, user_agent: 'ungpho' } as unknown as ManagedSource;
  const draft = draftOf(of, units);
  expect(draft.covers).toEqual([{ code: '51', name: 'Tỉnh Quảng Ngãi', kind: 'province' }, { code: '23461', name: '23461', kind: 'commune' }]);
  expect(changeOf(of, draft)).toEqual({});
  expect(changeOf(of, { ...draft, covers: draft.covers.slice(0, 1) })).toEqual({ covers: ['51'] });
  expect(changeOf(of, { ...draft, noteVi: '', noteEn: ' ', userAgent: '', signingKey: '' })).toEqual({ note: null, user_agent: null, signing_key: null });
});
