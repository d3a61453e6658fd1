import { expect, test } from 'vitest';
import { tileAddress, tileSetOf } from './tiles';

const HERE = 'https://ungpho.example';
test('tiles come from the page’s own host, whatever the server calls itself', () => {
  expect(tileAddress('http://127.0.0.1:8080/tiles/zones/{z}/{x}/{y}.mvt', HERE)).toBe(`${HERE}/tiles/zones/{z}/{x}/{y}.mvt`);
  expect(tileAddress('/tiles/zones/{z}/{x}/{y}.mvt', HERE)).toBe(`${HERE}/tiles/zones/{z}/{x}/{y}.mvt`);
});
test('the revision in a tile’s address stays', () => {
  expect(tileAddress('http://127.0.0.1:8080/t/{z}/{x}/{y}.mvt?v=3-20261124', HERE)).toBe(`${HERE}/t/{z}/{x}/{y}.mvt?v=3-20261124`);
});
test('a server without tiles gives no tile set', () => {
  expect(tileSetOf('zones', null, HERE)).toBeNull();
  expect(tileSetOf('zones', {}, HERE)).toBeNull();
});
test('what a TileJSON leaves out has the agreed values', () => {
  expect(tileSetOf('zones', { tiles: ['/tiles/zones/{z}/{x}/{y}.mvt'] }, HERE)).toEqual({ tiles: [`${HERE}/tiles/zones/{z}/{x}/{y}.mvt`], minzoom: 0, maxzoom: 14, layer: 'zones' });
});
