// Draws an operator's .pmtiles file under our own outlines. A chunk of its own: most maps never have such a file.
import { DARK, layers, LIGHT, type Flavor } from '@protomaps/basemaps';
import { addProtocol, type LayerSpecification, type Map as MapLibre } from 'maplibre-gl';
import { PMTiles, Protocol, TileType } from 'pmtiles';
import type { Lang } from '../api/types';
import { attributionText, type BaseFile } from './basemap';
import type { Token } from './tokens';

const SOURCE = 'basemap';
let protocol: Protocol | null = null;

/**
 * Left out: the sea and everything sovereign – borders and names of countries, regions, islands and seas are ours to
 * name, not an extract's – and what needs pictures from elsewhere.
 */
const LEFT_OUT = new Set([
  'background', 'boundaries', 'boundaries_country', 'places_country', 'places_region', 'earth_label_islands', 'water_label_ocean',
  'roads_shields', 'roads_oneway', 'pois', 'address_label',
]);

interface Where { /** Shapes go under this layer of ours, */ shapesUnder: string; /** names under this one. */ namesUnder: string }

/** Adds the file's layers; answers whose data it is. Null where the file holds nothing this map can draw. */
export async function drawBasemap(map: MapLibre, file: BaseFile, where: Where, token: Token, dark: boolean, lang: Lang): Promise<string | null> {
  if (!protocol) {
    protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  }
  const address = new URL(new URL(file.url, location.href).pathname, location.origin).href;
  const archive = new PMTiles(address);
  protocol.add(archive);
  const header = await archive.getHeader();
  const about = (await archive.getMetadata()) as { attribution?: string; vector_layers?: { id: string }[] };
  if (!map.getStyle() || map.getSource(SOURCE)) return null; // closed, or drawn already
  const zooms = { minzoom: header.minZoom, maxzoom: header.maxZoom };

  if (header.tileType === TileType.Mvt) {
    if (!about.vector_layers?.some((layer) => layer.id === 'earth' || layer.id === 'roads')) return null; // another schema
    map.addSource(SOURCE, { type: 'vector', url: `pmtiles://${address}`, ...zooms });
    for (const layer of layersOf(token, dark, lang)) map.addLayer(layer, layer.type === 'symbol' ? where.namesUnder : where.shapesUnder);
  } else {
    map.addSource(SOURCE, { type: 'raster', url: `pmtiles://${address}`, tileSize: 256, ...zooms });
    map.addLayer({ id: 'basemap-raster', type: 'raster', source: SOURCE, paint: { 'raster-opacity': dark ? 0.45 : 0.75 } }, where.shapesUnder);
  }
  return attributionText(about.attribution, file.name);
}

function layersOf(token: Token, dark: boolean, lang: Lang): LayerSpecification[] {
  const flavor: Flavor = {
    ...(dark ? DARK : LIGHT), earth: token('m-land'), water: token('m-water'),
    regular: 'Noto Sans', bold: 'Noto Sans Bold', italic: 'Noto Sans',
  };
  return layers(SOURCE, flavor, { lang }).filter((layer) => !LEFT_OUT.has(layer.id)).map((layer) => {
    const named = { ...layer, id: `basemap-${layer.id}` } as LayerSpecification;
    if (named.type !== 'symbol') return named;
    // Only our own fonts, hence one name and no second script; only our own pictures, hence none.
    const { 'icon-image': _, ...layout } = named.layout ?? {};
    return { ...named, layout: { ...layout, 'text-field': ['coalesce', ['get', `name:${lang}`], ['get', 'name']], 'text-font': ['Noto Sans'] } } as LayerSpecification;
  });
}
