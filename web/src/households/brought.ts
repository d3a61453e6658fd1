// The register as it was brought along, asked like the one of the server: the same filters, the same figures. Pure.
import { folded } from '../shared/format';
import type { Filters } from './query';
import type { Household, Summary } from './types';

export function matching(all: readonly Household[], filters: Filters): Household[] {
  const words = folded(filters.q.trim());
  return all.filter(({ code, commune_code, retired_on, entry, zones }) =>
    (retired_on !== null) === filters.retired
    && (words === '' || folded(`${code} ${entry.head} ${entry.village} ${entry.phone} ${entry.note}`).includes(words))
    && (filters.commune === '' || commune_code === filters.commune)
    && (filters.village === '' || entry.village === filters.village)
    && (filters.kind === '' || entry.vulnerable.some((group) => group.kind === filters.kind))
    && (filters.destination_kind === '' || entry.destination_kind === filters.destination_kind)
    && (filters.house_class === '' || entry.house_class === filters.house_class)
    && (filters.zone === '' || zones.some((zone) => zone.id === filters.zone || zone.code === filters.zone))
    && (!filters.without_zone || zones.length === 0));
}

export function summaryOf(households: readonly Household[]): Summary {
  const villages = new Map<string, Household[]>();
  const kinds: Summary['kinds'] = {};
  for (const household of households) {
    const key = `${household.commune_code}/${household.entry.village}`;
    villages.set(key, [...(villages.get(key) ?? []), household]);
    for (const kind of new Set(household.entry.vulnerable.map((group) => group.kind))) kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const ofVillages = [...villages.values()].map((of) => ({ commune_code: of[0]?.commune_code ?? '', village: of[0]?.entry.village ?? '', figures: sum(of) }));
  return { figures: sum(households), kinds, villages: ofVillages.sort((a, b) => a.village.localeCompare(b.village, 'vi')) };
}

function sum(households: readonly Household[]): Summary['figures'] {
  const of = (value: (household: Household) => number) => households.reduce((total, each) => total + value(each), 0);
  return {
    households: households.length, people: of((h) => h.figures.people), vulnerable: of((h) => h.figures.vulnerable),
    property: {
      livestock: of((h) => h.figures.property.livestock), motorbikes: of((h) => h.figures.property.motorbikes),
      boats: of((h) => h.figures.property.boats), rice_tonnes: of((h) => h.figures.property.rice_tonnes),
    },
  };
}
