import { LngLatBounds, Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Crosshair } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { darkNow } from '../app/theme';
import { useWords } from '../i18n';
import { addUnitTiles } from '../map/unitTiles';
import { archipelagos } from '../map/features';
import { useBaseFile } from '../map/basemap';
import { FONT_FACES } from '../map/fonts';
import { HOME } from '../map/home';
import { addImages } from '../map/images';
import { useOutlines } from '../map/outlines';
import { base, names } from '../map/style';
import { useTileSet } from '../map/tiles';
import { readTokens, type Token } from '../map/tokens';
import { addZoneTiles, paintPresent, ZONE_TILES } from '../map/zoneTiles';
import { keptAnswer } from './kept';
import type { Question } from './question';

setWorkerUrl(workerUrl);

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const SOURCES = ['communes', 'communeNames', 'shelters', 'archipelagos'] as const;
const SHOWN = new Set(['communes-name', 'shelters', 'archipelagos']);

interface Props { question: Question | null; onAsk: (question: Question) => void; /** On a phone the map opens under what opened it: it comes into view. */ comes: boolean }

/** A map to point at: outlines, the published zones, and a pin. A tap is the question. */
export default function LookupMap({ question, onAsk, comes }: Props) {
  const { t, lang } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const ask = useRef(onAsk);
  ask.current = onAsk;
  const [drawn, setDrawn] = useState<{ map: MapLibre; token: Token } | null>(null);
  const [credit, setCredit] = useState<string | null>(null);
  const zoneTiles = useTileSet('zones');
  const unitTiles = useTileSet('admin-units');
  const outlines = useOutlines(unitTiles === null);
  const file = useBaseFile();
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => { if (comes) whole.current?.scrollIntoView({ block: 'start' }); }, [comes]);
  const point = question?.kind === 'point' ? question : null;
  const at = (lngLat: { lng: number; lat: number }) => ask.current({ kind: 'point', lon: lngLat.lng, lat: lngLat.lat, origin: 'map' });

  useEffect(() => {
    if (!frame.current) return;
    const token = readTokens();
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
      maxZoom: 18,
      dragRotate: false,
      pitchWithRotate: false,
      locale: { 'NavigationControl.ZoomIn': t('lookup.map.zoomIn'), 'NavigationControl.ZoomOut': t('lookup.map.zoomOut'), 'Map.Title': t('lookup.map.label') },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
    made.getCanvas().style.cursor = 'crosshair';
    made.on('load', () => void addImages(made, token).then(() => setDrawn({ map: made, token })));
    made.on('click', (event) => at(event.lngLat));
    // Tests wait for this and not for seconds, and see that zones were drawn and not merely asked for.
    made.on('idle', () => {
      if (!frame.current) return;
      frame.current.dataset.map = 'idle';
      if (made.getLayer('tiles-zones')) frame.current.dataset.zones = String(made.queryRenderedFeatures({ layers: ['tiles-zones'] }).length);
    });
    return () => {
      setDrawn(null);
      made.remove();
    };
    // The map is made once; the language and the theme come with the key the page gives it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!drawn) return;
    const put = (source: (typeof SOURCES)[number], data: GeoJSON.FeatureCollection) => void drawn.map.getSource<GeoJSONSource>(source)?.setData(data);
    put('archipelagos', archipelagos(t('lookup.map.hoangSa'), t('lookup.map.truongSa')));
    if (outlines) {
      put('communes', outlines.shapes);
      put('communeNames', outlines.names);
    }
  }, [drawn, outlines, t]);

  useEffect(() => {
    if (!drawn) return;
    if (unitTiles) addUnitTiles(drawn.map, unitTiles, drawn.token, 'communes-line', 'communes-name');
    if (zoneTiles && !drawn.map.getSource(ZONE_TILES)) {
      addZoneTiles(drawn.map, zoneTiles, drawn.token, 'communes-name', 'communes-name');
      paintPresent(drawn.map, drawn.token, new Map(), []);
    }
  }, [drawn, unitTiles, zoneTiles]);

  useEffect(() => {
    if (!drawn || !file) return;
    let gone = false;
    void import('../map/drawBasemap')
      .then(({ drawBasemap }) => drawBasemap(drawn.map, file, { shapesUnder: 'communes-line', namesUnder: 'communes-name' }, drawn.token, darkNow(), lang))
      .then((whose) => { if (!gone) setCredit(whose); })
      .catch(() => {}); // a broken file leaves our own outlines
    return () => { gone = true; };
  }, [drawn, file, lang]);

  // The pin, the shelters of the answer, and a view that holds them.
  const pinned = point ? `${point.lon} ${point.lat}` : '';
  useEffect(() => {
    if (!drawn || !point) return;
    const marker = new Marker({ color: drawn.token('accent') }).setLngLat([point.lon, point.lat]).addTo(drawn.map);
    const shelters = (keptAnswer(point)?.answer.zones ?? []).flatMap((zone) => zone.destinations ?? [])
      .flatMap((s) => (typeof s.lon === 'number' && typeof s.lat === 'number' ? [{ ...s, lon: s.lon, lat: s.lat }] : []));
    drawn.map.getSource<GeoJSONSource>('shelters')?.setData({
      type: 'FeatureCollection',
      features: shelters.map((s) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [s.lon, s.lat] }, properties: { name: s.name, capacity: s.capacity ?? '' } })),
    });
    const box = new LngLatBounds([point.lon, point.lat, point.lon, point.lat]);
    for (const s of shelters) box.extend([s.lon, s.lat]);
    if (shelters.length > 0) drawn.map.fitBounds(box, { padding: 60, maxZoom: 15, animate: false });
    else if (!drawn.map.getBounds().contains([point.lon, point.lat])) drawn.map.jumpTo({ center: [point.lon, point.lat], zoom: 13 });
    return () => void marker.remove();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [drawn, pinned]);

  return (
    <div className="lookupmap" ref={whole}>
      <p className="hint">{t('lookup.map.how')}</p>
      <div className="mappane">
        <div ref={frame} className="mapframe" />
        <span className="cross" aria-hidden />
        {credit && <p className="credit">{credit}</p>}
      </div>
      {zoneTiles === null && <p className="hint">{t('lookup.map.noZones')}</p>}
      <button type="button" className="btn xl way" onClick={() => drawn && at(drawn.map.getCenter())} data-act="centre"><Crosshair aria-hidden className="i" />{t('lookup.map.centre')}</button>
    </div>
  );
}
