// An outline as people paste it from a GIS: a geometry, a feature, or a collection with one or several features.
import type { Area } from '../../types';

export function areaFromText(text: string): Area | null {
  try {
    const areas = areasIn(JSON.parse(text));
    if (areas.length <= 1) return areas[0] ?? null;
    return { type: 'MultiPolygon', coordinates: areas.flatMap((area) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates)) };
  } catch {
    return null;
  }
}

function areasIn(value: unknown): Area[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, geometry, features, coordinates } = value as { type?: string; geometry?: unknown; features?: unknown[]; coordinates?: unknown[] };
  if (type === 'FeatureCollection') return (features ?? []).flatMap(areasIn);
  if (type === 'Feature') return areasIn(geometry);
  // Heights and whatever else a GIS adds beside coordinates do not belong to a zone.
  return (type === 'Polygon' || type === 'MultiPolygon') && Array.isArray(coordinates) && coordinates.length > 0 ? [{ type, coordinates } as Area] : [];
}
