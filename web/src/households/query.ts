// What is asked of the register: filters as they stand in the address. Pure.

export interface Filters { q: string; commune: string; village: string; kind: string; destination_kind: string; house_class: string; zone: string; without_zone: boolean; retired: boolean }
export const NO_FILTERS: Filters = { q: '', commune: '', village: '', kind: '', destination_kind: '', house_class: '', zone: '', without_zone: false, retired: false };

/** Filters as a query: what is not asked is left out, so that the same question has one address. */
export function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) {
    if (value === true) query.set(key, 'true');
    else if (typeof value === 'string' && value.trim() !== '') query.set(key, value.trim());
  }
  return query.toString();
}

/** The filters an address holds. */
export function filtersIn(query: URLSearchParams): Filters {
  const text = (key: keyof Filters) => query.get(key) ?? '';
  return {
    q: text('q'), commune: text('commune'), village: text('village'), kind: text('kind'), destination_kind: text('destination_kind'),
    house_class: text('house_class'), zone: text('zone'), without_zone: query.get('without_zone') === 'true', retired: query.get('retired') === 'true',
  };
}

export const isFiltered = (filters: Filters): boolean => queryOf(filters) !== '';
