// The fields of a plan's content, cut as the server cuts them: by pointer, small enough that two people can work side
// by side. Edits are kept by field and become one merge patch when they are saved.
import type { Content } from './types';

export type Edits = Readonly<Record<string, unknown>>;
export type Json = Record<string, unknown>;

const steps = (pointer: string) => pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
/** A step of a JSON pointer (RFC 6901): a zone may be called NL/SL-01. */
export const stepOf = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function valueAt(content: Content, pointer: string): unknown {
  let value: unknown = content;
  for (const step of steps(pointer)) value = typeof value === 'object' && value !== null ? (value as Json)[step] : undefined;
  return value;
}

/** The content as it would be with the edits; what is not edited is shared, not copied. */
export function withEdits(content: Content, edits: Edits): Content {
  let made: unknown = content;
  for (const [pointer, value] of Object.entries(edits)) made = put(made, steps(pointer), value);
  return made as Content;
}

function put(into: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy: Json = { ...(into as Json | null | undefined) };
  if (rest.length === 0 && value === null && step in copy && !(step === 'review_by')) delete copy[step];
  else copy[step] = put(copy[step], rest, value);
  return copy;
}

/** Keeps a change, or forgets it where the field is again as it was. */
export function withChange(content: Content, edits: Edits, pointer: string, value: unknown): Edits {
  const { [pointer]: _, ...others } = edits;
  return same(valueAt(content, pointer), value) ? others : { ...others, [pointer]: value };
}

/** Nothing written and nothing there are the same to an editor. */
export function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (value === undefined || value === null || value === '' ? null : value);
  return plain(a) === plain(b) || JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** One RFC 7396 merge patch for all edits; arrays go whole, `null` takes a member away. */
export function patchOf(edits: Edits): Json {
  const patch: Json = {};
  // A whole situation before its parts, so that a part is never overwritten by the whole.
  for (const pointer of Object.keys(edits).sort((a, b) => a.length - b.length)) {
    const path = steps(pointer);
    let at = patch;
    for (const step of path.slice(0, -1)) {
      const next = at[step];
      at = (typeof next === 'object' && next !== null ? next : (at[step] = {})) as Json;
    }
    const last = path.at(-1);
    if (last !== undefined) at[last] = edits[pointer];
  }
  return patch;
}

/** The fields a patch touches: what `patchOf` joined, taken apart again. */
export function editsOf(patch: Json): Edits {
  const edits: Json = {};
  const deep = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
  for (const [name, value] of Object.entries(patch)) {
    if (!deep(value) || !['sections', 'annexes', 'lead_times', 'scenarios', 'arrangements'].includes(name)) {
      edits[`/${name}`] = value;
      continue;
    }
    for (const [part, inner] of Object.entries(value)) {
      if (['sections', 'annexes', 'lead_times'].includes(name) || !deep(inner)) edits[`/${name}/${stepOf(part)}`] = inner;
      else for (const [text, words] of Object.entries(inner)) edits[`/${name}/${stepOf(part)}/${text}`] = words;
    }
  }
  return edits;
}

/** Whether a pointer lies in a part: `/annexes/shelters/3/phone` in `/annexes/shelters`. */
export const inside = (pointer: string, part: string): boolean => pointer === part || pointer.startsWith(`${part}/`);
