// An area cut by a line drawn across it. The edges of the area and the pieces of the line inside it become one graph
// of directed edges with the inside always on the left; walking it, turning as sharply left-handed as the graph
// allows, goes once around each part. No library does this for lines of several pieces, holes included.
import type { Area } from '../plans/types';
import { finePoint, inside, opened, ringsOf, twiceArea, type Point, type Ring } from './rings';

export type Split = { parts: Area[] } | { fault: 'no_area' | 'not_across' };

/** Cuts `area` along `line`; largest part first. A line that leaves nothing on one side of it is not across. */
export function split(area: Area, line: readonly (readonly number[])[]): Split {
  const cut = line.map(finePoint).filter((point, i, all) => i === 0 || !samePlace(point, all[i - 1] as Point));
  const polygons = polygonsOf(area);
  if (polygons.length === 0) return { fault: 'no_area' };
  const pieces = polygons.map((rings) => cutPolygon(rings, cut));
  if (pieces.every((found) => found.length < 2)) return { fault: 'not_across' };
  const parts = pieces.filter((found) => found.length > 1).flat().sort((a, b) => size(b) - size(a));
  // Polygons of the same zone that the line does not meet go with the part that is nearest to them.
  for (const [left] of pieces.filter((found) => found.length < 2)) if (left) parts.reduce((best, part) => (gap(part, left) < gap(best, left) ? part : best)).push(...left);
  return { parts: parts.map(toArea) };
}

/** One part: polygons, each its outer ring and its holes. */
type Part = Point[][][];
type Half = { from: number; to: number; used: boolean };

function polygonsOf(area: Area): Ring[][] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.map((coordinates) => ringsOf({ type: 'Polygon', coordinates })).filter((rings) => (rings[0]?.corners.length ?? 0) >= 3);
}

function cutPolygon(rings: Ring[], cut: readonly Point[]): Part[] {
  const nodes = new Nodes();
  const turned = rings.map((ring) => ((twiceArea(ring.corners) > 0) === (ring.role === 'outer') ? ring.corners : [...ring.corners].reverse()));
  const edges = turned.flatMap((corners) => corners.map((from, i) => ({ from, to: corners[(i + 1) % corners.length] as Point, at: [] as Point[] })));
  const chords: [Point, Point][] = [];
  cut.slice(1).forEach((to, i) => {
    const from = cut[i] as Point;
    const met: Point[] = [];
    for (const edge of edges) for (const point of meeting(from, to, edge.from, edge.to)) { edge.at.push(point); met.push(point); }
    // The line may cross itself, and then it cuts out what it goes around.
    cut.slice(1).forEach((end, k) => { if (Math.abs(k - i) > 1) met.push(...meeting(from, to, cut[k] as Point, end)); });
    const along = [from, ...met, to].map((point) => nodes.place(point)).sort((a, b) => distance(from, a) - distance(from, b));
    along.slice(1).forEach((end, k) => {
      const start = along[k] as Point;
      if (!samePlace(start, end) && isInside(middle(start, end), turned)) chords.push([start, end]);
    });
  });
  const halves: Half[] = [];
  const add = (from: Point, to: Point) => { const [a, b] = [nodes.id(from), nodes.id(to)]; if (a !== b) halves.push({ from: a, to: b, used: false }); };
  for (const { from, to, at } of edges) {
    const along = [from, ...at.map((point) => nodes.place(point)).sort((a, b) => distance(from, a) - distance(from, b)), to];
    along.slice(1).forEach((end, i) => add(along[i] as Point, end));
  }
  for (const [from, to] of withoutLooseEnds(chords, nodes, halves)) { add(from, to); add(to, from); }
  return partsOf(facesOf(halves, nodes));
}

/** Pieces of the line that end inside the area cut nothing; taken away one after the other until none is left. */
function withoutLooseEnds(chords: [Point, Point][], nodes: Nodes, edges: Half[]): [Point, Point][] {
  const onEdge = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  for (let kept = chords; ;) {
    const uses = new Map<number, number>();
    for (const point of kept.flat()) uses.set(nodes.id(point), (uses.get(nodes.id(point)) ?? 0) + 1);
    const held = (point: Point) => onEdge.has(nodes.id(point)) || (uses.get(nodes.id(point)) ?? 0) > 1;
    const next = kept.filter(([from, to]) => held(from) && held(to));
    if (next.length === kept.length) return kept;
    kept = next;
  }
}

function facesOf(halves: Half[], nodes: Nodes): Point[][] {
  const leaving = new Map<number, Half[]>();
  for (const half of halves) leaving.set(half.from, [...(leaving.get(half.from) ?? []), half]);
  const faces: Point[][] = [];
  for (const first of halves) {
    if (first.used) continue;
    const face: Point[] = [];
    for (let half: Half | undefined = first; half && !half.used;) {
      half.used = true;
      face.push(nodes.at(half.from));
      half = sharpestLeft(half, leaving.get(half.to) ?? [], nodes);
    }
    faces.push(face);
  }
  return faces;
}

/** Of the edges leaving the end of `half`, the first met when turning clockwise from the way back. */
function sharpestLeft(half: Half, choices: Half[], nodes: Nodes): Half | undefined {
  const [here, before] = [nodes.at(half.to), nodes.at(half.from)];
  const back = Math.atan2(before[1] - here[1], before[0] - here[0]);
  const turn = (choice: Half) => {
    const to = nodes.at(choice.to);
    const angle = (back - Math.atan2(to[1] - here[1], to[0] - here[0])) % (2 * Math.PI);
    return angle <= 1e-12 ? angle + 2 * Math.PI : angle;
  };
  return [...choices].sort((a, b) => turn(a) - turn(b))[0];
}

/** Faces that run against the clock are parts; the others are holes nobody cut, each inside one part. */
function partsOf(faces: Point[][]): Part[] {
  const outers = faces.filter((face) => twiceArea(face) > 1e-14).map((face) => [face]);
  for (const hole of faces.filter((face) => twiceArea(face) < -1e-14)) outers.find(([outer]) => outer && inside(innerPoint(hole), outer))?.push(hole);
  return outers.map((rings) => [rings]);
}

/** A hole may touch its part in a corner: the middle of an edge is asked for instead. */
const innerPoint = (ring: Point[]): Point => middle(ring[0] as Point, ring[1] as Point);

const toArea = (part: Part): Area => {
  const coordinates = part.map((rings) => rings.map((ring) => [...opened(ring), finePoint(ring[0] as Point)]));
  return coordinates.length === 1 && coordinates[0] ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates };
};
const size = (part: Part): number => part.flat().reduce((sum, ring) => sum + twiceArea(ring), 0);
const gap = (part: Part, other: Part): number => Math.min(...part.flat(2).flatMap((a) => other.flat(2).map((b) => distance(a, b))));

const isInside = (point: Point, rings: readonly (readonly Point[])[]): boolean => rings.filter((ring) => inside(point, ring)).length % 2 === 1;
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
/** A millimetre or so: closer than that, two places are one. */
const NEAR = 1e-8;
const samePlace = (a: Point, b: Point): boolean => distance(a, b) < NEAR;

/** Where two pieces of line meet: no place, one, or the ends of what they share. */
function meeting(a: Point, b: Point, c: Point, d: Point): Point[] {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  const ends = [...[c, d].filter((point) => onPiece(point, a, b)), ...[a, b].filter((point) => onPiece(point, c, d))];
  if (ends.length > 0 || Math.abs(cross) < 1e-18) return ends;
  const [t, u] = [((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross, ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross];
  return t > 0 && t < 1 && u > 0 && u < 1 ? [[a[0] + t * rx, a[1] + t * ry]] : [];
}

function onPiece(point: Point, a: Point, b: Point): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const long = dx * dx + dy * dy;
  if (long === 0) return samePlace(point, a);
  const t = Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / long));
  return distance(point, [a[0] + t * dx, a[1] + t * dy]) < NEAR;
}

/** Places that are one get one number, whatever the last digits say. */
class Nodes {
  private readonly known: Point[] = [];
  private readonly cells = new Map<string, number>();
  place(point: Point): Point { return this.at(this.id(point)); }
  at(id: number): Point { return this.known[id] as Point; }
  id(point: Point): number {
    const [x, y] = [Math.round(point[0] / (4 * NEAR)), Math.round(point[1] / (4 * NEAR))];
    for (const dx of [0, -1, 1]) for (const dy of [0, -1, 1]) {
      const found = this.cells.get(`${x + dx} ${y + dy}`);
      if (found !== undefined && distance(this.at(found), point) < 4 * NEAR) return found;
    }
    this.known.push(point);
    this.cells.set(`${x} ${y}`, this.known.length - 1);
    return this.known.length - 1;
  }
}
