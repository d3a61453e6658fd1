import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import {
  TerraDraw, TerraDrawLineStringMode, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawSelectMode,
  type GeoJSONStoreFeatures, type HexColor, type SnapToCustom,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Token } from '../map/tokens';
import { readTokens } from '../map/tokens';
import { closed, opened, twiceArea, type Point, type Ring, type Rings } from './rings';
import { snapped, type SnapTo } from './snap';

/** What the pen does now. `look` leaves the map to itself, `erase` shows corners to be taken away. */
export type Tool = 'look' | 'draw' | 'hole' | 'edit' | 'erase' | 'line';
const MODE: Record<Tool, string> = { look: 'static', erase: 'select', draw: 'polygon', hole: 'hole', edit: 'select', line: 'linestring' };

/** How near the pointer must come to be held, in pixels: a fingertip is wider than a pointer. */
const REACH_PX = matchMedia('(pointer: coarse)').matches ? 26 : 14;

interface Options {
  tool: Tool; rings: Rings; snapTo: SnapTo;
  onRings: (rings: Rings) => void;
  onLine: (line: Point[]) => void;
}
export interface Pen {
  /** Takes back the last corner of what is being drawn; false where nothing is being drawn. */
  undoCorner: () => boolean;
}

/** Terra Draw on the map, holding the rings it is given and handing back what a hand made of them. */
export function usePen(map: MapLibre | null, { tool, rings, snapTo, onRings, onLine }: Options): Pen {
  const draw = useRef<TerraDraw | null>(null);
  // The rings the pen itself handed back: they are on the map already and are not put there again.
  const own = useRef<Rings | null>(null);
  const now = useRef({ snapTo, onRings, onLine });
  now.current = { snapTo, onRings, onLine };

  useEffect(() => {
    if (!map) return;
    const snap: SnapToCustom = (event, { project, unproject }) => {
      const at = project(event.lng, event.lat);
      const reach = Math.abs(unproject(at.x, at.y + REACH_PX).lat - event.lat);
      return snapped([event.lng, event.lat], now.current.snapTo, reach) ?? undefined;
    };
    const pen = new TerraDraw({
      // Corners snapped to are at a centimetre, and the pen refuses what is finer than it was told.
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 7, prefixId: 'pen' }),
      modes: modesOf(readTokens(), snap),
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    pen.start();
    pen.on('finish', (id, { mode }) => {
      const feature = pen.getSnapshotFeature(id);
      if (mode === 'linestring' && feature?.geometry.type === 'LineString') {
        pen.removeFeatures([id]);
        now.current.onLine(feature.geometry.coordinates.map(([lon = 0, lat = 0]) => [lon, lat]));
        return;
      }
      own.current = ringsIn(pen.getSnapshot());
      now.current.onRings(own.current);
    });
    draw.current = pen;
    return () => { draw.current = null; own.current = null; pen.stop(); };
  }, [map]);

  useEffect(() => {
    const pen = draw.current;
    if (!pen) return;
    if (own.current !== rings) {
      pen.setMode('static');
      pen.clear();
      pen.addFeatures(rings.map(featureOf));
      own.current = rings;
    }
    if (pen.getMode() !== MODE[tool]) pen.setMode(MODE[tool]);
    // One ring shows its corners at a time; the largest does until another is chosen.
    if (tool === 'edit' && !selected(pen)) {
      const largest = polygonsIn(pen.getSnapshot()).sort((a, b) => sizeOf(b) - sizeOf(a))[0];
      if (largest?.id !== undefined) pen.selectFeature(largest.id);
    }
  }, [map, tool, rings]);

  return { undoCorner: () => draw.current?.getModeState() === 'drawing' && draw.current.undo() };
}

const selected = (pen: TerraDraw): boolean => pen.getSnapshot().some((feature) => feature.properties.selected === true);
type Stored = GeoJSONStoreFeatures;
const polygonsIn = (features: Stored[]): Stored[] => features.filter(({ geometry, properties }) => geometry.type === 'Polygon' && !properties.currentlyDrawing);
const cornersIn = ({ geometry }: Stored): Point[] => (geometry.type === 'Polygon' ? opened(geometry.coordinates[0] ?? []) : []);
const sizeOf = (feature: Stored): number => Math.abs(twiceArea(cornersIn(feature)));

const ringsIn = (features: Stored[]): Ring[] =>
  polygonsIn(features).map((feature): Ring => ({ role: feature.properties.mode === 'hole' ? 'hole' : 'outer', corners: cornersIn(feature) })).filter((ring) => ring.corners.length >= 3);

const featureOf = (ring: Ring): Stored => ({
  type: 'Feature', properties: { mode: ring.role === 'hole' ? 'hole' : 'polygon' }, geometry: { type: 'Polygon', coordinates: [closed(ring.corners)] },
});

function modesOf(token: Token, snap: SnapToCustom) {
  const colour = (name: string) => token(name) as HexColor;
  const [ink, halo, cut, ground] = [colour('accent'), colour('m-halo'), colour('danger'), colour('m-land')];
  const held = { toCoordinate: true, toLine: true, toCustom: snap };
  const points = (color: HexColor) => ({
    closingPointColor: color, closingPointWidth: 7, closingPointOutlineColor: halo, closingPointOutlineWidth: 2,
    snappingPointColor: halo, snappingPointWidth: 6, snappingPointOutlineColor: color, snappingPointOutlineWidth: 3,
  });
  const polygon = { outlineColor: ink, outlineWidth: 3, fillColor: ink, fillOpacity: 0.22, ...points(ink) };
  const hole = { outlineColor: cut, outlineWidth: 3, fillColor: ground, fillOpacity: 0.75, ...points(cut) };
  const corners = { feature: { draggable: false, coordinates: { draggable: true, deletable: true, midpoints: { draggable: true }, snappable: held } } };
  return [
    new TerraDrawPolygonMode({ snapping: held, styles: polygon }),
    new TerraDrawPolygonMode({ modeName: 'hole', snapping: held, styles: hole }),
    new TerraDrawLineStringMode({ snapping: held, styles: { lineStringColor: cut, lineStringWidth: 4, ...points(cut) } }),
    new TerraDrawSelectMode({
      flags: { polygon: corners, hole: corners },
      // Deleting goes through the page, which can take it back.
      keyEvents: { deselect: 'Escape', delete: null, rotate: null, scale: null },
      allowManualDeselection: false,
      styles: {
        selectedPolygonColor: ink, selectedPolygonFillOpacity: 0.22, selectedPolygonOutlineColor: ink, selectedPolygonOutlineWidth: 3,
        selectionPointColor: halo, selectionPointWidth: 6, selectionPointOutlineColor: ink, selectionPointOutlineWidth: 3,
        midPointColor: ink, midPointWidth: 4, midPointOutlineColor: halo, midPointOutlineWidth: 1,
      },
    }),
  ];
}
