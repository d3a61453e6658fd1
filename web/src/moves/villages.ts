// The villages of a unit beside the unit itself: their sums, people and property, and where the two do not agree. Pure.
import type { EventFigures, Figures, Pair, PropertyTotal } from './types';

/** The figures of people that a village's row shows; each household stands in exactly one but the last, which is all. */
export const PARTS = ['unknown', 'not_moved', 'host', 'shelter', 'unstated', 'in_place', 'returned', 'listed'] as const;
export type Part = (typeof PARTS)[number];

export const sumPairs = (pairs: readonly Pair[]): Pair => ({
  households: pairs.reduce((sum, pair) => sum + pair.households, 0), people: pairs.reduce((sum, pair) => sum + pair.people, 0),
});

const keyOf = (total: PropertyTotal) => `${total.kind} ${total.unit} ${total.state}`;
/** Property by kind, unit and state; amounts of different units are never added. */
export function sumProperty(lists: readonly (readonly PropertyTotal[])[]): PropertyTotal[] {
  const sums = new Map<string, PropertyTotal>();
  for (const total of lists.flat()) {
    const held = sums.get(keyOf(total));
    sums.set(keyOf(total), held ? { ...held, lines: held.lines + total.lines, quantity: held.quantity + total.quantity } : total);
  }
  return [...sums.values()];
}

/** One figure of which the villages say another number than the unit. */
export type Disagreement = { villages: number; unit: number } & ({ of: Part; count: keyof Pair } | { of: 'property'; total: PropertyTotal });

/** Where the villages do not add up to the unit: nowhere, unless something is counted twice or left out. */
export function disagreements({ total, villages }: Pick<EventFigures, 'total' | 'villages'>): Disagreement[] {
  const all: Figures[] = villages.map((village) => village.figures);
  const people = PARTS.flatMap((of) => (['households', 'people'] as const).map((count) => ({ of, count, villages: sumPairs(all.map((figures) => figures[of]))[count], unit: total[of][count] })));
  const ours = new Map(sumProperty(all.map((figures) => figures.property)).map((sum) => [keyOf(sum), sum]));
  const theirs = new Map(sumProperty([total.property]).map((sum) => [keyOf(sum), sum]));
  const property = [...new Map([...theirs, ...ours])].map(([key, sum]) => ({ of: 'property' as const, total: sum, villages: ours.get(key)?.quantity ?? 0, unit: theirs.get(key)?.quantity ?? 0 }));
  return [...people, ...property].filter((each) => Math.abs(each.villages - each.unit) > 1e-6);
}
