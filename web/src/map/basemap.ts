// Base maps that an operator put beside the program.
import { useQuery } from '@tanstack/react-query';
import { optional } from '../api/client';

export interface BaseFile { name: string; bytes: number; url: string }

export const useBaseFile = (): BaseFile | undefined =>
  useQuery({
    queryKey: ['basemap'],
    staleTime: Infinity,
    queryFn: async () => (await optional<{ files?: BaseFile[] }>('/basemap'))?.files ?? [],
  }).data?.find((file) => /\.pmtiles$/i.test(file.url));

/** Whose data a file holds, as text: files write it as HTML, with links out of the page. */
export function attributionText(written: unknown, fallback: string): string {
  if (typeof written !== 'string') return fallback;
  const text = written.replace(/<[^>]*>/g, ' ').replace(/&copy;/g, '©').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
  return text || fallback;
}
