// A shapefile is several files. Where they are dropped together they are put into one zip here, in the browser.
import type { zip as Zip } from 'fflate';

export type Bundle = { name: string; bytes: Blob } | { fault: 'several' | 'no_shp' | 'no_dbf' | 'empty' };
const PARTS = /\.(shp|shx|dbf|prj|cpg|qix|sbn|sbx|qpj|xml)$/i;
const end = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
const stem = (name: string): string => name.replace(/(\.shp)?\.[^.]+$/i, '').toLowerCase();

/** What can be said of a choice of files before one is read. */
export function judged(names: readonly string[]): 'one' | 'zip' | 'several' | 'no_shp' | 'no_dbf' | 'empty' {
  if (names.length === 0) return 'empty';
  const parts = names.filter((name) => PARTS.test(name));
  if (names.length === 1 && !/\.(shp|shx|dbf|prj|cpg)$/i.test(names[0] as string)) return 'one';
  if (parts.length !== names.length || new Set(names.map(stem)).size > 1) return 'several';
  if (!names.some((name) => end(name) === 'shp')) return 'no_shp';
  return names.some((name) => end(name) === 'dbf') ? 'zip' : 'no_dbf';
}

export async function bundled(files: readonly File[]): Promise<Bundle> {
  const kind = judged(files.map((file) => file.name));
  const [first] = files;
  if (kind === 'one' && first) return { name: first.name, bytes: first };
  if (kind !== 'zip') return { fault: kind === 'one' ? 'empty' : kind };
  const entries = await Promise.all(files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const));
  const { zip } = await import('fflate');
  const bytes = await zipped(zip, Object.fromEntries(entries));
  const shp = files.find((file) => end(file.name) === 'shp');
  return { name: `${(shp?.name ?? 'file.shp').slice(0, -4)}.zip`, bytes: new Blob([bytes as BlobPart], { type: 'application/zip' }) };
}

function zipped(zip: typeof Zip, entries: Record<string, Uint8Array>): Promise<Uint8Array> {
  // Level 1: the file goes to a server in the same office; waiting for a smaller one gains nothing.
  return new Promise((done, fail) => zip(entries, { level: 1 }, (error, bytes) => (error ? fail(error) : done(bytes))));
}
