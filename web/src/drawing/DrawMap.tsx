import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { useWords } from '../i18n';
import { boxOf, labelPoint } from '../map/geometry';
import type { Token } from '../map/tokens';
import { collection, putInto, still, useGroundMap } from '../map/useGroundMap';
import type { Area } from '../plans/types';
import type { Point, Rings } from './rings';
import { withoutCorner } from './rings';
import type { SnapTo } from './snap';
import { usePen, type Pen, type Tool } from './usePen';

/** A zone that stands on the map beside the one being drawn. */
export interface Shown { code: string; area: Area; look: 'own' | 'beside' | 'chosen' }
/** What a work lays over the map: parts of a split, a repair, what somebody else saved. */
export interface Laid { kind: 'part' | 'repair' | 'theirs' | 'joined'; area: Area; label?: string; n?: number }
export interface Marked { at: Point; label: string }

interface Props {
  shown: readonly Shown[]; laid: readonly Laid[]; marked: readonly Marked[];
  tool: Tool; rings: Rings; snapTo: SnapTo;
  onRings: (rings: Rings) => void; onLine: (line: Point[]) => void; onChoose: (code: string) => void;
  /** Where to look: moves the view when it changes, not when the drawing does. */
  lookAt: { key: string; areas: readonly Area[]; point?: Point };
  penRef: { current: Pen | null };
}

const KINDS = ['part', 'repair', 'theirs', 'joined'] as const;
const REACH_PX = 16;

function prepare(map: MapLibre, token: Token): void {
  map.addSource('laid', { type: 'geojson', data: collection([]) });
  map.addSource('marked', { type: 'geojson', data: collection([]) });
  const parts: ExpressionSpecification = ['match', ['get', 'n'], 1, token('warn'), 2, token('ok'), 3, token('m-alert'), 4, token('z-cp-p'), token('accent')];
  const ink: ExpressionSpecification = ['match', ['get', 'kind'], 'repair', token('ok'), 'theirs', token('m-alert'), 'joined', token('accent'), parts];
  map.addLayer({ id: 'laid', source: 'laid', type: 'fill', filter: ['!=', ['get', 'kind'], 'theirs'], paint: { 'fill-color': ink, 'fill-opacity': 0.24 } });
  for (const kind of KINDS) {
    map.addLayer({ id: `laid-${kind}`, source: 'laid', type: 'line', filter: ['==', ['get', 'kind'], kind], layout: { 'line-join': 'round' }, paint: { 'line-color': ink, 'line-width': 3, ...(kind === 'theirs' || kind === 'repair' ? { 'line-dasharray': [2, 1.5] } : {}) } });
  }
  const halo = { 'text-color': token('m-label'), 'text-halo-color': token('m-halo'), 'text-halo-width': 2 };
  map.addLayer({ id: 'laid-name', source: 'marked', type: 'symbol', filter: ['==', ['get', 'kind'], 'name'], layout: { 'text-field': ['get', 'label'], 'text-font': ['Noto Sans Bold'], 'text-size': 16, 'text-allow-overlap': true }, paint: halo });
  map.addLayer({ id: 'marked', source: 'marked', type: 'circle', filter: ['==', ['get', 'kind'], 'fault'], paint: { 'circle-radius': 11, 'circle-color': token('danger'), 'circle-stroke-color': token('m-halo'), 'circle-stroke-width': 2.5 } });
  map.addLayer({ id: 'marked-n', source: 'marked', type: 'symbol', filter: ['==', ['get', 'kind'], 'fault'], layout: { 'text-field': ['get', 'label'], 'text-font': ['Noto Sans Bold'], 'text-size': 13, 'text-allow-overlap': true }, paint: { 'text-color': 'white' } });
}

/** The tools and their hint lie over the map: what is drawn begins below them. */
const TOOLS_PX = 64;

/** The map one draws on. It knows rings and looks; of plans, rights and saving it knows nothing. */
export default function DrawMap({ shown, laid, marked, tool, rings, snapTo, onRings, onLine, onChoose, lookAt, penRef }: Props) {
  const { t } = useWords();
  const bounds = useMemo(() => boxOf([...lookAt.areas]), []);
  const { frame, map } = useGroundMap({ bounds, head: TOOLS_PX, prepare });
  const pen = usePen(map, { tool, rings, snapTo, onRings, onLine });
  penRef.current = pen;

  useEffect(() => {
    if (!map) return;
    const state = (look: Shown['look']) => (look === 'own' ? 'prepare' : 'normal');
    putInto(map, 'zones', collection(shown.map(({ code, area, look }) => ({ type: 'Feature', geometry: area, properties: { id: code, state: state(look === 'chosen' ? 'own' : look) } }))));
    map.setFilter('zones-shown', ['in', ['get', 'id'], ['literal', shown.filter((zone) => zone.look === 'chosen').map((zone) => zone.code)]]);
    map.setPaintProperty('zones', 'fill-opacity', 0.55);
  }, [map, shown]);

  useEffect(() => {
    if (!map) return;
    putInto(map, 'laid', collection(laid.map(({ kind, area, n = 0 }) => ({ type: 'Feature', geometry: area, properties: { kind, n: n % 5 } }))));
    const names = [...laid.flatMap(({ area, label }) => (label ? [{ area, label }] : [])), ...shown.map(({ area, code }) => ({ area, label: code }))].flatMap(({ area, label }) => {
      const at = labelPoint(area);
      return at ? [pointAt(at, { kind: 'name', label })] : [];
    });
    putInto(map, 'marked', collection([...names, ...marked.map(({ at, label }) => pointAt(at, { kind: 'fault', label }))]));
  }, [map, laid, marked, shown]);

  useEffect(() => {
    if (!map) return;
    if (lookAt.point) map.easeTo({ center: lookAt.point, zoom: Math.max(map.getZoom(), 15), animate: !still() });
    else {
      const box = boxOf([...lookAt.areas]);
      if (box) map.fitBounds(box, { padding: { top: 64 + TOOLS_PX, bottom: 64, left: 64, right: 64 }, maxZoom: 15, animate: !still(), duration: 400 });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, lookAt.key]);

  useEffect(() => {
    if (!map) return;
    const click = (event: { point: { x: number; y: number }; lngLat: { lng: number; lat: number } }) => {
      if (tool === 'erase') {
        const reach = Math.abs(map.unproject([event.point.x, event.point.y + REACH_PX]).lat - event.lngLat.lat);
        const kept = withoutCorner(rings, [event.lngLat.lng, event.lngLat.lat], reach);
        if (kept !== rings) onRings(kept);
      } else if (tool === 'look') {
        // From afar a zone is smaller than a fingertip: its name stands for it.
        const hits = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: ['zones', 'laid-name'] }).map((hit) => String(hit.properties.id ?? hit.properties.label));
        const hit = hits.find((code) => shown.some((zone) => zone.code === code));
        if (hit) onChoose(hit);
      }
    };
    map.on('click', click);
    if (tool === 'erase') map.getCanvas().style.cursor = 'crosshair';
    else if (tool === 'look') map.getCanvas().style.cursor = '';
    return () => { map.off('click', click); };
  }, [map, tool, rings, shown, onRings, onChoose]);

  // Enter and Escape belong to the pen once a tool is taken up, and the pen hears them on the map.
  useEffect(() => { if (tool !== 'look') map?.getCanvas().focus({ preventScroll: true }); }, [map, tool]);

  return <div ref={frame} className="mapframe" role="application" aria-label={t('draw.map')} data-tool={tool} />;
}

const pointAt = (at: readonly [number, number], properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [...at] }, properties });
