import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bundled, judged } from './bundle';

test('one file is one file, the parts of a shapefile are zipped', () => {
  expect(judged(['a.kml'])).toBe('one');
  expect(judged(['a.zip'])).toBe('one');
  expect(judged(['a.shp', 'a.dbf', 'a.shx', 'a.prj'])).toBe('zip');
  expect(judged(['A.SHP', 'a.dbf', 'a.shp.xml'])).toBe('zip');
});
test('what is missing or does not belong together is said', () => {
  expect(judged([])).toBe('empty');
  expect(judged(['a.dbf', 'a.shx'])).toBe('no_shp');
  expect(judged(['a.shp'])).toBe('no_dbf');
  expect(judged(['a.kml', 'b.kml'])).toBe('several');
  expect(judged(['a.shp', 'b.dbf'])).toBe('several');
});
test('the zip holds every part as it was', async () => {
  const file = (name: string, text: string) => new File([text], name);
  const found = await bundled([file('vung.shp', 'hình'), file('vung.dbf', 'bảng')]);
  expect('name' in found && found.name).toBe('vung.zip');
  const entries = 'bytes' in found ? unzipSync(new Uint8Array(await found.bytes.arrayBuffer())) : {};
  expect(Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]))).toEqual({ 'vung.shp': 'hình', 'vung.dbf': 'bảng' });
});
