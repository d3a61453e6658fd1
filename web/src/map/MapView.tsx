import { Map as MapLibre, NavigationControl, Popup, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useCommunes, useShelters, useZones } from '../api/queries';
import type { Selected } from '../app/WorkList';
import { useWords } from '../i18n';
import { withDay } from '../past/day';
import { usePastDay } from '../past/usePastDay';
import { archipelagos, communeBadges, communeNames, communeShapes, shelterPoints, zonePoints, zoneShapes } from './features';
import { boxOf, type Box } from './geometry';
import { HOME } from './home';
import { addImages } from './images';
import { styleOf, type SourceName } from './style';
import { readTokens } from './tokens';
import { useBasemap } from './useBasemap';
import { useFocus } from './useFocus';
import { usePastZones, useRevisionPair } from './usePast';
import { usePresentTiles } from './usePresentTiles';

setWorkerUrl(workerUrl);

const FIT = { padding: 48, maxZoom: 12.5 };
/** Beside the legend or above it, and not under it: wherever the box is seen larger. */
function clearOfLegend(map: MapLibre, box: Box) {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const around = { top: 56, right: 48, bottom: 48, left: 48 };
  const ways = [...(width > 560 ? [{ ...around, left: 250 }] : []), ...(height > 700 ? [{ ...around, bottom: 420 }] : [])];
  const zoomOf = (padding: typeof around) => map.cameraForBounds(box, { ...FIT, padding })?.zoom ?? 0;
  return { ...FIT, padding: ways.sort((one, other) => zoomOf(other) - zoomOf(one))[0] ?? around };
}
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const DRAWN = { zones: ['zones', 'tiles-zones'], past: ['past'], communes: ['communes'], alerts: ['alerts'], shelters: ['shelters'], revisions: ['revision-older', 'revision-newer'] };
/** How many different things are on the map now, however many layers and tiles they are drawn in. */
function drawn(map: MapLibre, names: readonly string[]): number {
  const layers = names.filter((name) => map.getLayer(name));
  if (layers.length === 0) return 0;
  return new Set(map.queryRenderedFeatures({ layers }).map(({ properties }) => properties.id ?? JSON.stringify(properties))).size;
}

export default function MapView({ selected }: { selected: Selected }) {
  const { t, lang } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [, go] = useLocation();
  const zones = useZones().data?.features;
  const communes = useCommunes().data;
  const shelters = useShelters().data;
  const focus = useFocus(selected);
  const day = usePastDay();
  const token = useMemo(readTokens, []); // a change of theme makes the map anew
  const credit = useBasemap(map, token, lang);
  usePresentTiles(map, token, zones);
  const past = usePastZones(map, day, selected.zoneId);
  const revisions = useRevisionPair(map, selected.zoneId);

  useEffect(() => {
    if (!frame.current) return;
    const made = new MapLibre({
      container: frame.current,
      style: styleOf(token),
      bounds: HOME,
      attributionControl: false,
      fadeDuration: still() ? 0 : 300,
      maxZoom: 16,
      dragRotate: false,
      pitchWithRotate: false,
      locale: { 'NavigationControl.ZoomIn': t('map.zoomIn'), 'NavigationControl.ZoomOut': t('map.zoomOut') },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
    made.on('load', () => void addImages(made, token).then(() => setMap(made)));
    // Tests wait for this and not for seconds, and see that the map drew and did not merely load.
    made.on('idle', () => {
      if (!frame.current) return;
      frame.current.dataset.map = 'idle';
      for (const [name, layers] of Object.entries(DRAWN)) frame.current.dataset[name] = String(drawn(made, layers));
    });
    return () => {
      setMap(null);
      made.remove();
    };
    // The map is made once; words in its two buttons follow the language through the key in MapPane.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!map) return;
    const put = (source: SourceName, data: GeoJSON.FeatureCollection) => void map.getSource<GeoJSONSource>(source)?.setData(data);
    if (communes) {
      put('communes', communeShapes(communes));
      put('communeNames', communeNames(communes));
    }
    if (zones) {
      put('zones', zoneShapes(zones));
      put('zonePoints', zonePoints(zones));
      put('communeBadges', communeBadges(zones, (count) => t('map.zones', { count })));
    }
    if (shelters) put('shelters', shelterPoints(shelters));
    put('alerts', { type: 'FeatureCollection', features: focus.areas });
    put('archipelagos', archipelagos(t('map.hoangSa'), t('map.truongSa')));
  }, [map, communes, zones, shelters, focus.areas, t, lang]);

  useEffect(() => {
    for (const layer of ['zones-shown', 'zones-shown-case']) map?.setFilter(layer, ['in', ['get', 'id'], ['literal', focus.zoneIds]]);
  }, [map, focus.zoneIds]);

  // The view moves when the selection moves, and once when the zones arrive; never because a figure changed.
  const whole = boxOf((past ?? zones ?? []).map((zone) => zone.geometry)) ?? boxOf((communes?.features ?? []).map((c) => c.geometry));
  const chosen = (past ?? zones ?? []).filter((zone) => focus.zoneIds.includes(zone.properties.id)).map((zone) => zone.geometry);
  const itsArea = focus.areas.filter((area) => area.properties?.id === selected.alertId).map((area) => area.geometry);
  const chosenBox = boxOf(revisions) ?? (focus.chosen ? (boxOf(chosen) ?? boxOf(itsArea)) : null);
  const box = chosenBox ?? whole;
  const boxKey = box?.map((edge) => edge.toFixed(4)).join();
  useEffect(() => {
    if (map && box) map.fitBounds(box, { ...clearOfLegend(map, box), animate: !still(), duration: 500 });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, boxKey]);

  useEffect(() => {
    if (!map) return;
    const layers = () => (day ? ['past'] : ['zones-badge', 'communes-badge', 'zones', 'shelters', 'tiles-zones']).filter((name) => map.getLayer(name));
    const onClick = (event: { point: { x: number; y: number }; lngLat: { lng: number; lat: number } }) => {
      const hit = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: layers() })[0];
      if (!hit) return;
      if (hit.layer.id === 'communes-badge') {
        const box = String(hit.properties.box).split(',').map(Number) as Box;
        map.fitBounds(box, { ...clearOfLegend(map, box), animate: !still() });
      } else if (hit.layer.id === 'shelters') {
        new Popup({ closeButton: true }).setLngLat(event.lngLat).setText(`${hit.properties.name} · ${t('map.seats', { n: hit.properties.capacity })}`).addTo(map);
      } else {
        go(withDay(`/zones/${hit.properties.id}`, '', day));
      }
    };
    const onMove = (event: { point: { x: number; y: number } }) => {
      map.getCanvas().style.cursor = map.queryRenderedFeatures([event.point.x, event.point.y], { layers: layers() }).length > 0 ? 'pointer' : '';
    };
    map.on('click', onClick);
    map.on('mousemove', onMove);
    return () => {
      map.off('click', onClick);
      map.off('mousemove', onMove);
    };
  }, [map, go, t, day]);

  return (
    <>
      <div ref={frame} className="mapframe" />
      {credit && <p className="credit">{credit}</p>}
      {whole && <button type="button" className="btn s fit" onClick={() => map?.fitBounds(whole, { ...clearOfLegend(map, whole), animate: !still() })}>{t('map.fit')}</button>}
    </>
  );
}
