import { LngLatBounds, Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Crosshair } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../i18n';
import { addUnitTiles } from '../map/unitTiles';
import { archipelagos } from '../map/features';
import { FONT_FACES } from '../map/fonts';
import { HOME } from '../map/home';
import { addImages } from '../map/images';
import { useOutlines } from '../map/outlines';
import { base, names } from '../map/style';
import { useTileSet } from '../map/tiles';
import { readTokens } from '../map/tokens';
import { useBasemap } from '../map/useBasemap';
import { addZoneTiles, paintPresent, renewTiles, ZONE_TILES } from '../map/zoneTiles';
import { keptAnswer } from './kept';
import type { Question } from './question';

setWorkerUrl(workerUrl);

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const SOURCES = ['communes', 'communeNames', 'shelters', 'archipelagos'] as const;
const SHOWN = new Set(['communes-name', 'shelters', 'archipelagos']);

interface Props { question: Question | null; onAsk: (question: Question) => void; /** On a phone the map opens under what opened it: it comes into view. */ comes: boolean;
  /** What a tap means, and the button that does it without one, where the map serves another question. */ how?: string; act?: string;
}

/** A map to point at: outlines, the published zones, and a pin. A tap is the question. */
export default function LookupMap({ question, onAsk, comes, how, act }: Props) {
  const { t, lang } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const ask = useRef(onAsk);
  ask.current = onAsk;
  const token = useMemo(readTokens, []); // a change of theme makes the map anew
  const [map, setMap] = useState<MapLibre | null>(null);
  const credit = useBasemap(map, token, lang);
  const zoneTiles = useTileSet('zones');
  const unitTiles = useTileSet('admin-units');
  const outlines = useOutlines(unitTiles === null);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => { if (comes) whole.current?.scrollIntoView({ block: 'start' }); }, [comes]);
  const point = question?.kind === 'point' ? question : null;
  const at = (lngLat: { lng: number; lat: number }) => ask.current({ kind: 'point', lon: lngLat.lng, lat: lngLat.lat, origin: 'map' });

  useEffect(() => {
    if (!frame.current) return;
    const made = new MapLibre({
      container: frame.current,
      style: {
        version: 8,
        'font-faces': FONT_FACES,
        sources: Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data: EMPTY }])),
        layers: [...base(token), ...names(token).filter((layer) => SHOWN.has(layer.id))],
      },
      ...(point ? { center: [point.lon, point.lat], zoom: 13 } : { bounds: HOME }),
      attributionControl: false,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300,
      maxZoom: 18,
      dragRotate: false,
      pitchWithRotate: false,
      locale: { 'NavigationControl.ZoomIn': t('lookup.map.zoomIn'), 'NavigationControl.ZoomOut': t('lookup.map.zoomOut'), 'Map.Title': t('lookup.map.label') },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
    made.getCanvas().style.cursor = 'crosshair';
    made.on('load', () => void addImages(made, token).then(() => setMap(made)));
    made.on('click', (event) => at(event.lngLat));
    // Tests wait for this and not for seconds, and see that zones were drawn and not merely asked for.
    made.on('idle', () => {
      if (!frame.current) return;
      frame.current.dataset.map = 'idle';
      if (made.getLayer('tiles-zones')) frame.current.dataset.zones = String(made.queryRenderedFeatures({ layers: ['tiles-zones'] }).length);
    });
    return () => {
      setMap(null);
      made.remove();
    };
    // The map is made once; the language and the theme come with the key the page gives it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!map) return;
    const put = (source: (typeof SOURCES)[number], data: GeoJSON.FeatureCollection) => void map.getSource<GeoJSONSource>(source)?.setData(data);
    put('archipelagos', archipelagos(t('lookup.map.hoangSa'), t('lookup.map.truongSa')));
    if (outlines) {
      put('communes', outlines.shapes);
      put('communeNames', outlines.names);
    }
  }, [map, outlines, t]);

  useEffect(() => {
    if (!map) return;
    if (unitTiles) addUnitTiles(map, unitTiles, token);
    if (zoneTiles && map.getSource(ZONE_TILES)) renewTiles(map, zoneTiles);
    else if (zoneTiles) {
      addZoneTiles(map, zoneTiles, token, 'communes-name', 'communes-name');
      paintPresent(map, token, new Map(), { shapes: [], names: [] });
    }
  }, [map, unitTiles, zoneTiles]);

  // The pin, the shelters of the answer, and a view that holds them.
  const pinned = point ? `${point.lon} ${point.lat}` : '';
  useEffect(() => {
    if (!map || !point) return;
    const marker = new Marker({ color: token('accent') }).setLngLat([point.lon, point.lat]).addTo(map);
    const shelters = (keptAnswer(point)?.answer.zones ?? []).flatMap((zone) => zone.destinations ?? [])
      .flatMap((s) => (typeof s.lon === 'number' && typeof s.lat === 'number' ? [{ ...s, lon: s.lon, lat: s.lat }] : []));
    map.getSource<GeoJSONSource>('shelters')?.setData({
      type: 'FeatureCollection',
      features: shelters.map((s) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [s.lon, s.lat] }, properties: { name: s.name, capacity: s.capacity ?? '' } })),
    });
    const box = new LngLatBounds([point.lon, point.lat, point.lon, point.lat]);
    for (const s of shelters) box.extend([s.lon, s.lat]);
    if (shelters.length > 0) map.fitBounds(box, { padding: { top: 60, bottom: 40, left: 50, right: 110 }, maxZoom: 15, animate: false });
    else if (!map.getBounds().contains([point.lon, point.lat])) map.jumpTo({ center: [point.lon, point.lat], zoom: 13 });
    return () => void marker.remove();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, pinned]);

  return (
    <div className="lookupmap" ref={whole}>
      <p className="hint">{how ?? t('lookup.map.how')} <span className="keysonly">{t('lookup.map.howKeys')}</span></p>
      <div className="mappane">
        <div ref={frame} className="mapframe" />
        <span className="cross" aria-hidden />
        {credit && <p className="credit">{credit}</p>}
      </div>
      {zoneTiles === null && <p className="hint">{t('lookup.map.noZones')}</p>}
      <button type="button" className="btn xl way" onClick={() => map && at(map.getCenter())} data-act="centre"><Crosshair aria-hidden className="i" />{act ?? t('lookup.map.centre')}</button>
    </div>
  );
}
