import { GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PenTool, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useCommunes } from '../../api/queries';
import { useWords } from '../../i18n';
import { communeNames, communeShapes } from '../../map/features';
import { boxOf, labelPoint, type Box } from '../../map/geometry';
import { addImages } from '../../map/images';
import { styleOf } from '../../map/style';
import { readTokens } from '../../map/tokens';
import type { PlanZone } from '../types';

setWorkerUrl(workerUrl);

const HOME: Box = [107.4, 14.0, 109.1, 15.5];
type Corner = [number, number];
interface Props {
  zones: PlanZone[]; chosen: string | null; onChoose?: (code: string) => void;
  /** Others of the plan, thin: to draw beside them. */
  around?: PlanZone[];
  /** With it the map takes corners by clicks; called with a closed ring of at least three. */
  onDraw?: (ring: Corner[]) => void;
}
const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });

/** The zones of one version on a small map, in the look of the large one. */
export default function ZoneMap({ zones, chosen, onChoose, around = [], onDraw }: Props) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [corners, setCorners] = useState<Corner[] | null>(null);
  const communes = useCommunes().data;

  useEffect(() => {
    if (!frame.current) return;
    const token = readTokens();
    const made = new MapLibre({ container: frame.current, style: styleOf(token), bounds: boxOf([...zones, ...around].map((z) => z.geometry)) ?? HOME, fitBoundsOptions: { padding: 32, maxZoom: 14 }, attributionControl: false, maxZoom: 17, dragRotate: false });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.on('load', () => void addImages(made, token).then(() => {
      made.addSource('drawn', { type: 'geojson', data: collection([]) });
      made.addLayer({ id: 'drawn', source: 'drawn', type: 'line', paint: { 'line-color': token('m-alert'), 'line-width': 3 } });
      made.addLayer({ id: 'corners', source: 'drawn', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': token('m-alert'), 'circle-stroke-width': 2, 'circle-stroke-color': token('m-halo') } });
      setMap(made);
    }));
    made.on('idle', () => { if (frame.current) frame.current.dataset.map = 'idle'; });
    return () => { setMap(null); made.remove(); };
    // Made once; what it shows is put in below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!map) return;
    const put = (source: string, features: GeoJSON.FeatureCollection) => void map.getSource<GeoJSONSource>(source)?.setData(features);
    if (communes) { put('communes', communeShapes(communes)); put('communeNames', communeNames(communes)); }
    const all = [...zones.map((zone) => ({ zone, state: 'prepare' })), ...around.filter((each) => !zones.some((zone) => zone.properties.code === each.properties.code)).map((zone) => ({ zone, state: 'normal' }))];
    put('zones', collection(all.map(({ zone, state }) => ({ type: 'Feature', geometry: zone.geometry, properties: { id: zone.properties.code, state: chosen && zone.properties.code !== chosen ? 'normal' : state } }))));
    // Codes only: a badge with a state would say that something is going on.
    put('communeNames', collection([...(communes ? communeNames(communes).features : []), ...all.flatMap(({ zone }) => {
      const at = labelPoint(zone.geometry);
      return at ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { name: zone.properties.code } }] : [];
    })]));
    map.setFilter('zones-shown', ['in', ['get', 'id'], ['literal', chosen ? [chosen] : []]]);
  }, [map, zones, around, communes, chosen]);

  useEffect(() => {
    const zone = zones.find((each) => each.properties.code === chosen);
    const box = zone && boxOf([zone.geometry]);
    if (map && box) map.fitBounds(box, { padding: 48, maxZoom: 14, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, chosen]);

  useEffect(() => {
    if (!map) return;
    const click = (event: { point: { x: number; y: number }; lngLat: { lng: number; lat: number } }) => {
      if (corners) setCorners([...corners, [round(event.lngLat.lng), round(event.lngLat.lat)]]);
      else if (onChoose) {
        const hit = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: ['zones'] })[0];
        if (hit) onChoose(String(hit.properties.id));
      }
    };
    map.on('click', click);
    map.getCanvas().style.cursor = corners ? 'crosshair' : '';
    const line = corners && corners.length > 1 ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: corners.length > 2 ? [...corners, corners[0] as Corner] : corners } }] : [];
    map.getSource<GeoJSONSource>('drawn')?.setData(collection([...line, ...(corners ?? []).map((at) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: at } }))]));
    return () => { map.off('click', click); };
  }, [map, corners, onChoose]);

  const finish = () => {
    if (corners && corners.length > 2 && corners[0]) onDraw?.([...corners, corners[0]]);
    setCorners(null);
  };
  return (
    <div className="zonemapbox">
      <div ref={frame} className="zonemap" role="img" aria-label={t('plan.zone.map', { count: zones.length })} />
      {onDraw && (
        <div className="row wrap">
          {corners === null
            ? <button type="button" className="btn s" onClick={() => setCorners([])}><PenTool aria-hidden className="i sm" />{t('plan.zone.draw')}</button>
            : <>
                <button type="button" className="btn s pri" disabled={corners.length < 3} onClick={finish}>{t('plan.zone.drawn', { count: corners.length })}</button>
                <button type="button" className="btn s" disabled={corners.length === 0} onClick={() => setCorners(corners.slice(0, -1))}><Undo2 aria-hidden className="i sm" />{t('plan.zone.undoCorner')}</button>
                <button type="button" className="btn s" onClick={() => setCorners(null)}>{t('plan.zone.stopDrawing')}</button>
                <span className="mut sm">{t('plan.zone.drawHint')}</span>
              </>}
        </div>
      )}
    </div>
  );
}

/** Five decimals are about a metre; more would be noise in the record of changes. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
