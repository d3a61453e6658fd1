import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import type { Lang } from '../api/types';
import { darkNow } from '../app/theme';
import { useBaseFile } from './basemap';
import { BASE_END } from './style';
import type { Token } from './tokens';

/** Draws the operator's base map under our outlines, where there is one; the answer is whose data it is. */
export function useBasemap(map: MapLibre | null, token: Token, lang: Lang): string | null {
  const file = useBaseFile();
  const [credit, setCredit] = useState<string | null>(null);
  useEffect(() => {
    if (!map || !file) return;
    let gone = false;
    void import('./drawBasemap')
      .then(({ drawBasemap }) => (gone ? null : drawBasemap(map, file, { shapesUnder: BASE_END, namesUnder: 'communes-name' }, token, darkNow(), lang)))
      .then((whose) => { if (!gone && whose) setCredit(whose); })
      .catch(() => {}); // a broken file leaves our own outlines
    return () => { gone = true; };
  }, [map, file, token, lang]);
  return credit;
}
