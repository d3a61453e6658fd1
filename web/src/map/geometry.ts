// Small plane geometry for labels and bounds. At the size of a commune the Earth is flat enough for a label.
type Ring = GeoJSON.Position[];
export type Box = [west: number, south: number, east: number, north: number];

const ringsOf = (geometry: GeoJSON.Geometry): Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.slice(0, 1)
  : geometry.type === 'MultiPolygon' ? geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1))
  : [];

/** Where a label goes: the centroid of the largest outer ring, so that a zone of many parts is named once. */
export function labelPoint(geometry: GeoJSON.Geometry): [number, number] | null {
  let best: { area: number; at: [number, number] } | null = null;
  for (const ring of ringsOf(geometry)) {
    const found = centroid(ring);
    if (found && (!best || found.area > best.area)) best = found;
  }
  return best?.at ?? null;
}

function centroid(ring: Ring): { area: number; at: [number, number] } | null {
  let [twice, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return twice === 0 ? null : { area: Math.abs(twice) / 2, at: [x / (3 * twice), y / (3 * twice)] };
}

/** The box around geometries; null around nothing. */
export function boxOf(geometries: (GeoJSON.Geometry | null)[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    if (!geometry) continue;
    for (const ring of ringsOf(geometry)) {
      for (const [lon = 0, lat = 0] of ring) {
        box[0] = Math.min(box[0], lon);
        box[1] = Math.min(box[1], lat);
        box[2] = Math.max(box[2], lon);
        box[3] = Math.max(box[3], lat);
      }
    }
  }
  return Number.isFinite(box[0]) ? box : null;
}
