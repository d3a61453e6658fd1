// What of the inbox is shown. The filter is its address, so that it can be sent on and stays while bulletins are read.
// Pure.

export const SHOWS = ['active', 'person', 'all'] as const;
export type Show = (typeof SHOWS)[number];
export interface Filter { show: Show; source: string; hazard: string }

const WORDS: Record<Show, string> = { active: 'hieu-luc', person: 'can-nguoi', all: 'tat-ca' };
export const PAGE_SIZE = 50;

export function readFilter(search: string): Filter {
  const query = new URLSearchParams(search);
  const show = SHOWS.find((each) => WORDS[each] === query.get('xem')) ?? 'active';
  return { show, source: query.get('nguon') ?? '', hazard: query.get('thien-tai') ?? '' };
}

/** The address with this filter; whatever else stood in it, such as the day of the map, stays. */
export function withFilter(search: string, filter: Filter): string {
  const query = new URLSearchParams(search);
  const put = (name: string, value: string) => (value ? query.set(name, value) : query.delete(name));
  put('xem', filter.show === 'active' ? '' : WORDS[filter.show]);
  put('nguon', filter.source);
  put('thien-tai', filter.hazard);
  const text = query.toString();
  return text && `?${text}`;
}

/** The call that answers it. */
export function callOf(filter: Filter, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (filter.show === 'active') query.set('active', 'true');
  if (filter.show === 'person') query.set('needs_person', 'true');
  if (filter.source) query.set('source', filter.source);
  if (filter.hazard) query.set('hazard', filter.hazard);
  if (cursor) query.set('cursor', cursor);
  return `/alerts?${query}`;
}
