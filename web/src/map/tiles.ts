// Vector tiles of this server. Where it has none, or does not show them to this person, the map draws what it has loaded.
import { useQuery } from '@tanstack/react-query';
import { optional } from '../api/client';
import { keys } from '../api/keys';

export type Collection = 'zones' | 'admin-units' | 'shelters';
export interface TileSet { tiles: string[]; minzoom: number; maxzoom: number; layer: string }
export interface TileJson { tiles?: string[]; minzoom?: number; maxzoom?: number; vector_layers?: { id: string }[] }

/** The tiles a TileJSON describes; null where it describes none. Pure. */
export function tileSetOf(collection: Collection, json: TileJson | null, origin: string): TileSet | null {
  const address = json?.tiles?.[0];
  if (!json || !address) return null;
  return {
    tiles: [tileAddress(address, origin)],
    minzoom: json.minzoom ?? 0,
    maxzoom: json.maxzoom ?? 14,
    layer: json.vector_layers?.[0]?.id ?? collection,
  };
}

/**
 * On our own origin, whatever host the server believes it has: behind a proxy it may not know, and the page may load
 * from nowhere else.
 */
export const tileAddress = (address: string, origin: string): string => origin + address.replace(/^[a-z]+:\/\/[^/]+/i, '');

/**
 * What a collection's tiles are today; undefined until that is known. Their address names the revision, so asking again
 * is how a map hears that a zone was drawn.
 */
export const useTileSet = (collection: Collection): TileSet | null | undefined =>
  useQuery({
    queryKey: keys.tiles(collection),
    staleTime: 60_000,
    queryFn: async () => tileSetOf(collection, await optional<TileJson>(`/tiles/${collection}.json`), location.origin),
  }).data;
