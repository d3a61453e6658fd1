// The map's style, made from the tokens: a pale base, zones by state, alert areas as strong outlines without fill.
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { ZoneState } from '../api/types';
import { LOOK } from '../zones/states';
import { FONT_FACES } from './fonts';
import { FAMILY_NAMES, hazardsOf } from './hazardLook';
import type { Token } from './tokens';

export const SOURCES = ['communes', 'communeNames', 'zones', 'zonePoints', 'communeBadges', 'past', 'pastPoints', 'revisions', 'revisionPoints', 'alerts', 'shelters', 'archipelagos'] as const;
export type SourceName = (typeof SOURCES)[number];

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** From here on zones stand apart, each with its own badge; from afar a badge stands for those of a commune. */
const APART = 10.2;

/** A value per state, as a MapLibre expression. */
function byState(value: (state: ZoneState) => string): ExpressionSpecification {
  const cases = (Object.keys(LOOK) as ZoneState[]).flatMap((state) => [state, value(state)]);
  return ['match', ['get', 'state'], ...cases, value('normal')] as unknown as ExpressionSpecification;
}

/** The pattern of a zone's hazard, by the families of hazardLook. */
export const HAZARD_PATTERN = [
  'match', ['get', 'hazard'], ...FAMILY_NAMES.flatMap((family) => [[...hazardsOf(family)], `hazard-${family}`]), 'hazard-sky',
] as unknown as ExpressionSpecification;
/** From afar a pattern is only dirt. */
export const PATTERN_NEAR: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 9.5, 0, 11, 1];

export function styleOf(token: Token): StyleSpecification {
  return {
    version: 8,
    'font-faces': FONT_FACES,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data: EMPTY }])),
    layers: [...base(token), ...zones(token), ...past(token), ...alertAreas(token), ...revisions(token), ...names(token), communeBadge(token)],
  };
}

const approximate: ExpressionSpecification = ['==', ['get', 'boundary'], 'approximate'];

/** Ground below, lines above: a base map goes in here, whatever came first. */
export const BASE_END = 'base-end';

export function base(token: Token): LayerSpecification[] {
  const line = { 'line-color': token('m-line'), 'line-width': 1.2 };
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': token('m-out') } },
    { id: 'communes', source: 'communes', type: 'fill', paint: { 'fill-color': token('m-land') } },
    { id: BASE_END, type: 'background', layout: { visibility: 'none' } },
    { id: 'communes-line', source: 'communes', type: 'line', filter: ['!', approximate], paint: line },
    { id: 'communes-line-approximate', source: 'communes', type: 'line', filter: approximate, paint: { ...line, 'line-dasharray': [3, 2] } },
  ];
}

function zones(token: Token): LayerSpecification[] {
  const look = (state: ZoneState) => LOOK[state];
  return [
    {
      id: 'zones', source: 'zones', type: 'fill',
      paint: { 'fill-color': byState((s) => token(`z-${look(s).css}`)), 'fill-opacity': ['match', ['get', 'state'], ['stood_down'], 0.25, 0.88] },
    },
    { id: 'zones-pattern', source: 'zones', type: 'fill', paint: { 'fill-pattern': byState((s) => `pattern-${look(s).code}`) } },
    { id: 'zones-hazard', source: 'zones', type: 'fill', filter: ['==', ['get', 'state'], 'normal'], paint: { 'fill-pattern': HAZARD_PATTERN, 'fill-opacity': PATTERN_NEAR } },
    { id: 'zones-line', source: 'zones', type: 'line', paint: { 'line-color': byState((s) => token(`z-${look(s).css}-e`)), 'line-width': 1.4 } },
    { id: 'zones-shown-case', source: 'zones', type: 'line', filter: ['in', ['get', 'id'], ['literal', []]], paint: { 'line-color': token('focus-ink'), 'line-width': 6 } },
    { id: 'zones-shown', source: 'zones', type: 'line', filter: ['in', ['get', 'id'], ['literal', []]], paint: { 'line-color': token('focus'), 'line-width': 3 } },
  ];
}

/** Zones of a past day: drawn like an old map, and never with a state – what happened in them is not of today. */
function past(token: Token): LayerSpecification[] {
  return [
    { id: 'past', source: 'past', type: 'fill', paint: { 'fill-color': token('demo-bg'), 'fill-opacity': 0.8 } },
    { id: 'past-hazard', source: 'past', type: 'fill', paint: { 'fill-pattern': HAZARD_PATTERN, 'fill-opacity': PATTERN_NEAR } },
    { id: 'past-line', source: 'past', type: 'line', paint: { 'line-color': token('demo-ink'), 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 11, 1.8], 'line-dasharray': [3, 1.2] } },
    { id: 'past-shown', source: 'past', type: 'line', filter: ['in', ['get', 'id'], ['literal', []]], paint: { 'line-color': token('focus'), 'line-width': 3 } },
  ];
}

/** Two revisions of one zone over each other: the older broken, the newer whole. */
function revisions(token: Token): LayerSpecification[] {
  const older: ExpressionSpecification = ['==', ['get', 'part'], 'older'];
  const newer: ExpressionSpecification = ['==', ['get', 'part'], 'newer'];
  return [
    { id: 'revision-newer-fill', source: 'revisions', type: 'fill', filter: newer, paint: { 'fill-color': token('accent'), 'fill-opacity': 0.16 } },
    { id: 'revision-case', source: 'revisions', type: 'line', paint: { 'line-color': token('m-halo'), 'line-width': 6 } },
    { id: 'revision-newer', source: 'revisions', type: 'line', filter: newer, paint: { 'line-color': token('accent-ink'), 'line-width': 3 } },
    { id: 'revision-older', source: 'revisions', type: 'line', filter: older, paint: { 'line-color': token('demo-ink'), 'line-width': 3, 'line-dasharray': [2, 1.4] } },
  ];
}

function alertAreas(token: Token): LayerSpecification[] {
  const layout = { 'line-join': 'round' as const };
  return [
    { id: 'alerts-case', source: 'alerts', type: 'line', layout, paint: { 'line-color': token('m-halo'), 'line-width': 7, 'line-opacity': 0.8 } },
    { id: 'alerts', source: 'alerts', type: 'line', layout, paint: { 'line-color': token('m-alert'), 'line-width': 3.5 } },
  ];
}

export function names(token: Token): LayerSpecification[] {
  const halo = { 'text-halo-color': token('m-halo'), 'text-halo-width': 1.6 };
  return [
    {
      id: 'communes-name', source: 'communeNames', type: 'symbol', minzoom: 7.2,
      layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans'], 'text-size': ['interpolate', ['linear'], ['zoom'], 8, 11, 12, 14], 'text-max-width': 8, 'text-padding': 3, 'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 1.6 },
      paint: { 'text-color': token('m-label-2'), ...halo },
    },
    {
      id: 'shelters', source: 'shelters', type: 'symbol', minzoom: APART,
      layout: {
        'icon-image': 'shelter', 'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 12, 1], 'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], ['to-string', ['get', 'capacity']], 11.5, ['concat', ['get', 'name'], ' · ', ['to-string', ['get', 'capacity']]]],
        'text-font': ['Noto Sans'], 'text-size': 11, 'text-anchor': 'left', 'text-offset': [1, 0], 'text-optional': true,
      },
      paint: { 'text-color': token('m-label'), ...halo },
    },
    {
      id: 'zones-badge', source: 'zonePoints', type: 'symbol', minzoom: APART,
      layout: {
        'icon-image': byState((s) => `badge-${LOOK[s].code}`), 'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], APART, 0.85, 11, 1],
        'symbol-sort-key': ['get', 'calm'],
        'text-field': ['get', 'code'], 'text-font': ['Noto Sans Bold'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 0.9], 'text-optional': true,
      },
      paint: { 'text-color': token('m-label'), ...halo },
    },
    {
      id: 'past-name', source: 'pastPoints', type: 'symbol', minzoom: 9.5,
      layout: { 'text-field': ['get', 'code'], 'text-font': ['Noto Sans Bold'], 'text-size': 12, 'text-optional': true },
      paint: { 'text-color': token('demo-ink'), ...halo },
    },
    {
      id: 'revisions-name', source: 'revisionPoints', type: 'symbol',
      layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans Bold'], 'text-size': 12, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.6, 'text-allow-overlap': true },
      paint: { 'text-color': ['match', ['get', 'part'], 'older', token('demo-ink'), token('accent-ink')], ...halo },
    },
    {
      id: 'archipelagos', source: 'archipelagos', type: 'symbol',
      layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans'], 'text-size': 12, 'text-max-width': 9, 'text-allow-overlap': true },
      paint: { 'text-color': token('m-water-ink'), ...halo },
    },
  ];
}

function communeBadge(token: Token): LayerSpecification {
  return {
    id: 'communes-badge', source: 'communeBadges', type: 'symbol', maxzoom: APART,
    layout: {
      'icon-image': byState((s) => `badge-${LOOK[s].code}`), 'icon-allow-overlap': true, 'icon-size': 0.85, 'symbol-sort-key': ['get', 'calm'],
      'text-field': ['step', ['zoom'], '', 7.5, ['get', 'words']], 'text-font': ['Noto Sans Bold'], 'text-size': 11, 'text-variable-anchor': ['left', 'right', 'bottom', 'top'], 'text-radial-offset': 1.2, 'text-justify': 'auto', 'text-optional': true,
    },
    paint: { 'text-color': token('m-label'), 'text-halo-color': token('m-halo'), 'text-halo-width': 1.6 },
  };
}
