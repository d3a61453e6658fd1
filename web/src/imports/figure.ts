// Outlines as small pictures: degrees into a square, north up, not stretched.
import type { Box } from '../map/geometry';

const MARGIN = 10;

export function placeIn([lon = 0, lat = 0]: readonly number[], [west, south, east, north]: Box, side: number): [number, number] {
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, high] = [(east - west) * narrow, north - south];
  const scale = (side - 2 * MARGIN) / Math.max(wide, high, 1e-9);
  const [left, top] = [(side - wide * scale) / 2, (side - high * scale) / 2];
  const round = (n: number) => Math.round(n * 10) / 10;
  return [round(left + (lon - west) * narrow * scale), round(top + (north - lat) * scale)];
}

export function pathOf(geometry: GeoJSON.Geometry, box: Box, side: number): string {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
  return rings.map((ring) => `M${ring.map((position) => placeIn(position, box, side).join(' ')).join('L')}Z`).join('');
}
