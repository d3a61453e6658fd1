// Zones joined to one. The server joins them anew when it saves; this shows beforehand what will come of it.
import { union as joined, type Geom } from 'polyclip-ts';
import type { Area } from '../plans/types';

const geom = (area: Area): Geom => area.coordinates as Geom;

/** One area of several; parts that do not touch stay parts. */
export function union(areas: readonly Area[]): Area | null {
  const [first, ...rest] = areas;
  if (!first) return null;
  const polygons = joined(geom(first), ...rest.map(geom));
  const [only] = polygons;
  return polygons.length === 1 && only ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons };
}

/** Whether the zones hang together: zones with a gap between them join to more than one part. */
export const isOnePiece = (area: Area | null): boolean => area !== null && (area.type === 'Polygon' || area.coordinates.length === 1);
