// Which event a page belongs to, told by its address alone. Pure.

/** What an address names; through it the event is found. */
export interface Subject { event?: string; activation?: string; checklist?: string; alert?: string }

const PLACES: readonly [RegExp, keyof Subject][] = [
  [/^\/(?:dot-thien-tai|dien-tap)\/([^/]+)/, 'event'],
  [/^\/(?:activations|di-doi)\/([^/]+)/, 'activation'],
  [/^\/checklists\/([^/]+)/, 'checklist'],
  [/^\/ban-tin\/([^/]+)/, 'alert'],
];

/** Null where a page is of no one event: the map, the lists, the office. */
export function subjectOf(path: string): Subject | null {
  for (const [at, kind] of PLACES) {
    const id = at.exec(path)?.[1];
    if (id) return { [kind]: id };
  }
  return null;
}
