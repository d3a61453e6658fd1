// An area as the pen sees it: rings, each the edge of a part or of a hole. The tools move one ring at a time; what is
// measured and saved is put together here. Plane geometry: at the size of a commune that is what the eye sees too.
import type { Area } from '../plans/types';

export type Point = [lon: number, lat: number];
export interface Ring { role: 'outer' | 'hole'; /** Open: the first corner is not said again at the end. */ corners: readonly Point[] }
export type Rings = readonly Ring[];

/** Seven decimals are about a centimetre: finer than any survey, and what the tools of drawing take. */
const FINEST = 1e7;
export const fine = (degrees: number): number => Math.round(degrees * FINEST) / FINEST;
export const finePoint = ([lon = 0, lat = 0]: readonly number[]): Point => [fine(lon), fine(lat)];
export const same = (a: Point | undefined, b: Point | undefined): boolean => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

export function ringsOf(area: Area | null): Ring[] {
  if (!area) return [];
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.flatMap((polygon) => polygon.map((ring, i): Ring => ({ role: i === 0 ? 'outer' : 'hole', corners: opened(ring) })));
}

/** A closed line of positions as corners: finely rounded, without the repetition at its end. */
export function opened(line: readonly (readonly number[])[]): Point[] {
  const corners = line.map(finePoint);
  if (corners.length > 1 && same(corners[0], corners.at(-1))) corners.pop();
  return corners;
}
export const closed = (corners: readonly Point[]): Point[] => (corners[0] ? [...corners, corners[0]] : []);

/** Twice the signed area: above nought for a ring that runs against the clock. */
export function twiceArea(corners: readonly Point[]): number {
  return corners.reduce((sum, [x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length] as Point;
    return sum + x * ny - nx * y;
  }, 0);
}

export function inside([x, y]: Point, corners: readonly Point[]): boolean {
  let within = false;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] as Point;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}

/**
 * The area that rings enclose. A hole belongs to the smallest part around it; one outside every part stays with the
 * first, so that the check of the server can say where it is and nothing drawn is lost without a word.
 */
export function areaOf(rings: Rings): Area | null {
  const whole = rings.filter((ring) => ring.corners.length >= 3);
  const outers = whole.filter((ring) => ring.role === 'outer').map((ring) => ({ ring, size: Math.abs(twiceArea(ring.corners)), holes: [] as Ring[] }));
  if (outers.length === 0) return null;
  for (const hole of whole) {
    if (hole.role !== 'hole') continue;
    const around = outers.filter((outer) => inside(hole.corners[0] as Point, outer.ring.corners)).sort((a, b) => a.size - b.size)[0] ?? outers[0];
    around?.holes.push(hole);
  }
  const polygons = outers.map(({ ring, holes }) => [turned(ring.corners, 1), ...holes.map((hole) => turned(hole.corners, -1))].map(closed));
  const [only] = polygons;
  return polygons.length === 1 && only ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons };
}

const turned = (corners: readonly Point[], sign: 1 | -1): readonly Point[] => (twiceArea(corners) * sign < 0 ? [...corners].reverse() : corners);

export function sameRings(a: Rings, b: Rings): boolean {
  return a.length === b.length && a.every((ring, i) => {
    const other = b[i];
    return other !== undefined && ring.role === other.role && ring.corners.length === other.corners.length && ring.corners.every((corner, k) => same(corner, other.corners[k]));
  });
}

/** Takes the corner nearest to a place away; a ring that would keep fewer than three goes whole. */
export function withoutCorner(rings: Rings, at: Point, reach: number): Rings {
  let best: { ring: number; corner: number; far: number } | null = null;
  const widen = Math.cos((at[1] * Math.PI) / 180);
  rings.forEach((ring, i) => ring.corners.forEach(([x, y], k) => {
    const far = Math.hypot((x - at[0]) * widen, y - at[1]);
    if (far <= reach && (!best || far < best.far)) best = { ring: i, corner: k, far };
  }));
  if (!best) return rings;
  const { ring, corner } = best;
  return rings.flatMap((each, i) => {
    if (i !== ring) return [each];
    const corners = each.corners.filter((_, k) => k !== corner);
    return corners.length < 3 ? [] : [{ ...each, corners }];
  });
}
