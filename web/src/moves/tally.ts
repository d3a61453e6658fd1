// The figures of a list as it stands on this device, what was just said included. The same rules as the server's
// (`MoveFigures`): in place is not evacuated, unknown is counted apart, people are who was counted or else who is listed. Pure.
import type { Pair, PropertyKind, PropertyState, PropertyTotal, Relocation } from './types';

export interface Tally {
  listed: Pair; vulnerable: number; unknown: Pair; staying: Pair; away: Pair; host: Pair; shelter: Pair; unstated: Pair; inPlace: Pair; home: Pair;
  uncounted: Pair; settle: number; property: PropertyTotal[];
}
const none = (): Pair => ({ households: 0, people: 0 });
const add = (into: Pair, people: number) => { into.households += 1; into.people += people; };

export function tallyOf(records: readonly Relocation[]): Tally {
  const tally: Tally = {
    listed: none(), vulnerable: 0, unknown: none(), staying: none(), away: none(), host: none(), shelter: none(), unstated: none(), inPlace: none(), home: none(),
    uncounted: none(), settle: 0, property: [],
  };
  const property = new Map<string, PropertyTotal>();
  for (const record of records) {
    const { people } = record;
    add(tally.listed, record.listed);
    tally.vulnerable += record.vulnerable;
    tally.settle += record.conflicts.length + record.differences.filter((difference) => difference.explained === null).length;
    if (record.state === 'unknown') add(tally.unknown, people);
    else if (['notified', 'agreed', 'refused'].includes(record.state)) add(tally.staying, people);
    else if (record.state === 'returned') add(tally.home, people);
    else if (record.destination?.kind === 'in_place') add(tally.inPlace, people);
    else {
      add(tally.away, people);
      add(record.destination?.kind === 'host' ? tally.host : record.destination?.kind === 'shelter' ? tally.shelter : tally.unstated, people);
      if (record.uncounted) add(tally.uncounted, people);
    }
    for (const line of record.property) {
      const key = `${line.kind} ${line.unit} ${line.state}`;
      const total = property.get(key) ?? { kind: line.kind, unit: line.unit, state: line.state, lines: 0, quantity: 0 };
      total.lines += 1;
      total.quantity += line.quantity ?? 0;
      property.set(key, total);
    }
  }
  tally.property = [...property.values()];
  return tally;
}

export interface PropertyRow { kind: PropertyKind; unit: string; amounts: Record<PropertyState, number>; total: number }
/** A line for each kind and unit, in the order of the kinds; amounts of different units are never added. */
export function propertyRows(totals: readonly PropertyTotal[], kinds: readonly PropertyKind[]): PropertyRow[] {
  const rows = new Map<string, PropertyRow>();
  for (const { kind, unit, state, quantity } of totals) {
    const key = `${kind} ${unit}`;
    const row = rows.get(key) ?? { kind, unit, amounts: { to_move: 0, raised_in_place: 0, moved: 0, left: 0 }, total: 0 };
    row.amounts[state] += quantity;
    row.total += quantity;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.unit.localeCompare(b.unit, 'vi'));
}
