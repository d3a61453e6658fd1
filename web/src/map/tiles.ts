// Vector tiles of this server. Where it has none, or does not show them to this person, the map draws what it has loaded.
import { useQuery } from '@tanstack/react-query';
import { optional } from '../api/client';

export type Collection = 'zones' | 'admin-units' | 'shelters';
export interface TileSet { tiles: string[]; minzoom: number; maxzoom: number; layer: string }
export interface TileJson { tiles?: string[]; minzoom?: number; maxzoom?: number; vector_layers?: { id: string }[] }

/** The tiles a TileJSON describes; null where it describes none. Pure. */
export function tileSetOf(collection: Collection, json: TileJson | null, origin: string, on?: string): TileSet | null {
  const address = json?.tiles?.[0];
  if (!json || !address) return null;
  return {
    tiles: [tileAddress(address, origin, on)],
    minzoom: json.minzoom ?? 0,
    maxzoom: json.maxzoom ?? 14,
    layer: json.vector_layers?.[0]?.id ?? collection,
  };
}

/**
 * On our own origin, whatever host the server believes it has: behind a proxy it may not know, and the page may load
 * from nowhere else.
 */
export function tileAddress(address: string, origin: string, on?: string): string {
  const path = address.replace(/^[a-z]+:\/\/[^/]+/i, '');
  return origin + (on ? `${path}${path.includes('?') ? '&' : '?'}on=${on}` : path);
}

/** What a collection's tiles are; undefined until that is known. */
export const useTileSet = (collection: Collection, on?: string): TileSet | null | undefined =>
  useQuery({
    queryKey: ['tiles', collection, on ?? ''],
    staleTime: Infinity,
    queryFn: async () => tileSetOf(collection, await optional<TileJson>(`/tiles/${collection}.json`), location.origin, on),
  }).data;
