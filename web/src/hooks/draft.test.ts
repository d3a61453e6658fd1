import { expect, test } from 'vitest';
import type { Webhook } from '../api/webhooks';
import { changeOf, draftOf, faultsIn, fieldsOf, toggled, toggledGroup } from './draft';

const hook: Webhook = { id: 'h', name: 'Trung tâm', url: 'https://a.vn/x', kinds: ['alert', 'event'], enabled: true, made_at: '2026-11-30T00:00:00Z', etag: '"1"' };

test('an empty form names all that is missing', () => {
  expect(faultsIn(draftOf(null))).toEqual(['name', 'url', 'kinds']);
  expect(faultsIn(draftOf(hook))).toEqual([]);
});

test('a name is as long as the server takes it, counted as people count', () => {
  expect(faultsIn({ ...draftOf(hook), name: 'ấ'.repeat(200) })).toEqual([]);
  expect(faultsIn({ ...draftOf(hook), name: '🚨'.repeat(201) })).toEqual(['name']);
});

test('an address is whole and has no password in it; which hosts inside are allowed the server says', () => {
  for (const url of ['hooks.example.vn', 'ftp://a.vn/', 'https:', 'https:a.vn', 'javascript:alert(1)']) expect(faultsIn({ ...draftOf(hook), url }), url).toEqual(['url']);
  expect(faultsIn({ ...draftOf(hook), url: 'https://a:b@hooks.vn/' })).toEqual(['secretInUrl']);
  expect(faultsIn({ ...draftOf(hook), url: ' http://dieuhanh.tinh.lan:8090/tin ' })).toEqual([]);
});

test('what is sent is trimmed, composed and in order', () => {
  expect(fieldsOf({ name: ' Trung tâm '.normalize('NFD'), url: ' https://a.vn/x ', kinds: ['event', 'alert'] })).toEqual({ name: 'Trung tâm', url: 'https://a.vn/x', kinds: ['alert', 'event'] });
});

test('only what was changed is sent, and nothing where nothing was', () => {
  expect(changeOf(hook, { ...draftOf(hook), kinds: ['event', 'alert'], name: 'Trung tâm ' })).toBeNull();
  expect(changeOf(hook, { ...draftOf(hook), kinds: ['event'] })).toEqual({ kinds: ['event'] });
  expect(changeOf(hook, { name: 'Loa', url: 'https://b.vn/', kinds: hook.kinds })).toEqual({ name: 'Loa', url: 'https://b.vn/' });
});

test('a group is taken whole, and left whole where all of it was taken', () => {
  expect(toggled(['alert'], 'event')).toEqual(['alert', 'event']);
  expect(toggled(['alert', 'event'], 'alert')).toEqual(['event']);
  expect(toggledGroup(['zones', 'alert'], ['alert', 'event'])).toEqual(['zones', 'alert', 'event']);
  expect(toggledGroup(['zones', 'alert', 'event'], ['alert', 'event'])).toEqual(['zones']);
});
