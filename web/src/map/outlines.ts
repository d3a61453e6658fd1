import { useMemo } from 'react';
import { useCommunes } from '../api/queries';
import { communeNames, communeShapes } from './features';

/** Commune outlines as features, for where there are no tiles of them. */
export function useOutlines(needed: boolean): { shapes: GeoJSON.FeatureCollection; names: GeoJSON.FeatureCollection } | null {
  const communes = useCommunes(needed).data;
  return useMemo(() => (communes ? { shapes: communeShapes(communes), names: communeNames(communes) } : null), [communes]);
}
