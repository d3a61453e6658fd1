// Holding a corner to what is already drawn: zones that touch should touch exactly, or slivers nobody lives in appear.
import type { Area } from '../plans/types';
import { finePoint, ringsOf, type Point } from './rings';

type Box = readonly [west: number, south: number, east: number, north: number];
interface Held { box: Box; rings: readonly (readonly Point[])[] }
export type SnapTo = readonly Held[];

/** What there is to snap to, made ready once; asked at each movement of the pointer. */
export function snapTo(areas: readonly Area[]): SnapTo {
  return areas.map((area) => {
    const rings = ringsOf(area).map((ring) => ring.corners);
    const all = rings.flat();
    const [xs, ys] = [all.map((p) => p[0]), all.map((p) => p[1])];
    return { rings, box: [least(xs), least(ys), most(xs), most(ys)] as const };
  });
}
const least = (numbers: number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const most = (numbers: number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Infinity);

/** The corner within reach that is nearest, else the nearest place on an edge, else nothing. `reach` in degrees of latitude. */
export function snapped(at: Point, held: SnapTo, reach: number): Point | null {
  const widen = Math.cos((at[1] * Math.PI) / 180);
  const reachX = reach / widen;
  let corner: { at: Point; far: number } | null = null;
  let edge: { at: Point; far: number } | null = null;
  const far = (p: Point) => Math.hypot((p[0] - at[0]) * widen, p[1] - at[1]);
  for (const { box, rings } of held) {
    if (at[0] < box[0] - reachX || at[0] > box[2] + reachX || at[1] < box[1] - reach || at[1] > box[3] + reach) continue;
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 1) {
        const [a, b] = [ring[i] as Point, ring[(i + 1) % ring.length] as Point];
        const d = far(a);
        if (d <= reach && (!corner || d < corner.far)) corner = { at: a, far: d };
        const near = nearestOn(at, a, b, widen);
        const e = far(near);
        if (e <= reach && (!edge || e < edge.far)) edge = { at: near, far: e };
      }
    }
  }
  // Typed again for the compiler: both were set inside the loops.
  const found = (corner ?? edge) as { at: Point } | null;
  return found && finePoint(found.at);
}

function nearestOn(at: Point, a: Point, b: Point, widen: number): Point {
  const [dx, dy] = [(b[0] - a[0]) * widen, b[1] - a[1]];
  const long = dx * dx + dy * dy;
  const t = long === 0 ? 0 : Math.max(0, Math.min(1, ((at[0] - a[0]) * widen * dx + (at[1] - a[1]) * dy) / long));
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
