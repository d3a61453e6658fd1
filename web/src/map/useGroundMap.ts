import { Map as MapLibre, NavigationControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import { useCommunes } from '../api/queries';
import { useWords } from '../i18n';
import { archipelagos, communeNames, communeShapes } from './features';
import type { Box } from './geometry';
import { addImages } from './images';
import { styleOf, type SourceName } from './style';
import { readTokens, type Token } from './tokens';

setWorkerUrl(workerUrl);

/** Quảng Ngãi with the former Kon Tum: what is shown before anything is known. */
export const HOME: Box = [107.4, 14.0, 109.1, 15.5];
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
export const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });
export const putInto = (map: MapLibre, source: string, data: GeoJSON.FeatureCollection): void => void map.getSource<GeoJSONSource>(source)?.setData(data);

interface Options { bounds: Box | null; /** What lies over its upper edge, in px. */ head?: number; /** Adds what this map has beyond the ground; called once, before anything is shown. */ prepare?: (map: MapLibre, token: Token) => void }

/** A working map in the look of the large one: communes, their names, and what `prepare` adds. Made once. */
export function useGroundMap({ bounds, head = 0, prepare }: Options) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const communes = useCommunes().data;

  useEffect(() => {
    const container = frame.current;
    if (!container) return;
    const token = readTokens();
    const made = new MapLibre({
      container, style: styleOf(token), bounds: bounds ?? HOME, fitBoundsOptions: { padding: { top: 48 + head, bottom: 48, left: 48, right: 48 }, maxZoom: 14 }, attributionControl: false, fadeDuration: still() ? 0 : 300, maxZoom: 19, dragRotate: false, pitchWithRotate: false,
      locale: { 'NavigationControl.ZoomIn': t('map.zoomIn'), 'NavigationControl.ZoomOut': t('map.zoomOut') },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.on('load', () => void addImages(made, token).then(() => { prepare?.(made, token); setMap(made); }));
    // Tests wait for this and not for seconds.
    made.on('idle', () => { container.dataset.map = 'idle'; });
    return () => { setMap(null); made.remove(); };
    // Made once; what it shows is put in by effects.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!map) return;
    const put = (source: SourceName, data: GeoJSON.FeatureCollection) => putInto(map, source, data);
    if (communes) { put('communes', communeShapes(communes)); put('communeNames', communeNames(communes)); }
    put('archipelagos', archipelagos(t('map.hoangSa'), t('map.truongSa')));
  }, [map, communes, t]);

  return { frame, map };
}
