import '../../i18n/mapwork';
import { Undo2 } from 'lucide-react';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { cornerFrom, textOf } from '../../drawing/coordinates';
import { finePoint, type Point } from '../../drawing/rings';
import { useWords } from '../../i18n';
import { boxOf, type Box } from '../../map/geometry';
import type { Token } from '../../map/tokens';
import { collection, putInto, useGroundMap } from '../../map/useGroundMap';
import type { Shelter } from '../../resources/types';
import { Dialog } from '../../shared/Dialog';
import { Field } from '../../shared/Field';
import type { PlanZone } from '../types';
import { lineMetres } from './model';
import { kilometres } from './words';

interface Props { name: string; line: [number, number][] | null; zone: PlanZone; shelters: readonly Shelter[]; onTake: (line: [number, number][]) => void; onClose: () => void }

function prepare(map: MapLibre, token: Token): void {
  map.addSource('way', { type: 'geojson', data: collection([]) });
  map.addLayer({ id: 'way-case', source: 'way', type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': token('m-halo'), 'line-width': 7 } });
  map.addLayer({ id: 'way', source: 'way', type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': token('accent'), 'line-width': 4 } });
  map.addLayer({ id: 'way-points', source: 'way', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': token('m-halo'), 'circle-stroke-color': token('accent'), 'circle-stroke-width': 2.5 } });
}

/** A way drawn point by point on the map, or typed: the list of points is the same line. */
export default function RouteDialog({ name, line, zone, shelters, onTake, onClose }: Props) {
  const { t, lang } = useWords();
  const [text, setText] = useState(textOf(line ?? []));
  const read = pointsIn(text);
  const points = read.points;
  const { frame, map } = useGroundMap({ bounds: around(zone, shelters, line), prepare });

  useEffect(() => {
    if (!map) return;
    putInto(map, 'zones', collection([{ type: 'Feature', geometry: zone.geometry, properties: { id: zone.properties.code, state: 'prepare' } }]));
    putInto(map, 'shelters', collection(shelters.map((shelter) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [shelter.lon, shelter.lat] }, properties: { id: shelter.id, name: shelter.name, capacity: shelter.capacity } }))));
    map.getCanvas().style.cursor = 'crosshair';
    const click = (event: { lngLat: { lng: number; lat: number } }) => setText((before) => `${before.trim()}${before.trim() ? '\n' : ''}${textOf([finePoint([event.lngLat.lng, event.lngLat.lat])])}`);
    map.on('click', click);
    return () => { map.off('click', click); };
  }, [map, zone, shelters]);
  useEffect(() => {
    if (!map) return;
    const dots = points.map((at): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }));
    putInto(map, 'way', collection(points.length > 1 ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: points } }, ...dots] : dots));
    // The points are read from the text anew each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, text]);

  const ready = read.fault === null && points.length > 1;
  return (
    <Dialog title={t('arrange.route.drawTitle', { name: name || zone.properties.code })} onClose={onClose} wide>
      <div className="dlg-b" tabIndex={0}>
        <p className="mut sm">{t('arrange.route.drawHint')}</p>
        <div ref={frame} className="zonemap mapframe-in" role="application" aria-label={t('arrange.route.map')} />
        <div className="row wrap"><button type="button" className="btn s" disabled={points.length === 0} onClick={() => setText(text.trim().split('\n').slice(0, -1).join('\n'))}><Undo2 aria-hidden className="i sm" />{t('arrange.route.undo')}</button><span className="mut sm" role="status">{points.length > 1 ? t('arrange.route.length', { count: points.length, length: kilometres(lineMetres(points), lang) }) : t('arrange.route.few')}</span></div>
        <Field multiline label={t('arrange.route.points')} hint={t('arrange.route.pointsHint')} error={read.fault ? t('arrange.route.pointWrong', { line: read.fault }) : null} rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="button" className="btn pri xl" disabled={!ready} onClick={() => onTake(points)} data-act="take-route">{t('arrange.route.take')}</button></footer>
    </Dialog>
  );
}

function pointsIn(text: string): { points: Point[]; fault: number | null } {
  const points: Point[] = [];
  let fault: number | null = null;
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const at = cornerFrom(line);
    if (at) points.push(at);
    else fault ??= i + 1;
  });
  return { points, fault };
}

function around(zone: PlanZone, shelters: readonly Shelter[], line: readonly [number, number][] | null): Box | null {
  const box = boxOf([zone.geometry]);
  if (!box) return null;
  const at: readonly (readonly [number, number])[] = [...shelters.map((shelter): [number, number] => [shelter.lon, shelter.lat]), ...(line ?? [])];
  return at.reduce<Box>(([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)], box);
}
