// Finding provinces and communes by what one types, without marks if one likes. Pure.
import type { Unit } from '../api/types';
import { folded } from '../shared/format';
import type { Area } from './draft';

export const MOST_FOUND = 12;
const KINDS = /^(tinh|thanh pho|xa|phuong|dac khu) /;
const bare = (name: string) => folded(name).replace(KINDS, '');

/** Those that begin with what was typed before those that only hold it; provinces before communes; not those chosen. */
export function findAreas(units: readonly Unit[], typed: string, chosen: readonly Area[]): Unit[] {
  const wanted = folded(typed.trim().replace(/\s+/g, ' '));
  if (wanted.length < 2) return [];
  const taken = new Set(chosen.map((area) => area.code));
  const rank = (unit: Unit): number => {
    const [whole, name] = [folded(unit.name), bare(unit.name)];
    if (name === wanted || whole === wanted) return 0;
    if (name.startsWith(wanted) || whole.startsWith(wanted)) return 2;
    return whole.includes(` ${wanted}`) ? 4 : whole.includes(wanted) ? 6 : 99;
  };
  return units
    .filter((unit) => !taken.has(unit.code))
    .map((unit) => ({ unit, at: rank(unit) + (unit.kind === 'province' ? 0 : 1) }))
    .filter(({ at }) => at < 99)
    .sort((a, b) => a.at - b.at || a.unit.name.localeCompare(b.unit.name, 'vi'))
    .slice(0, MOST_FOUND)
    .map(({ unit }) => unit);
}

export const areaOf = ({ code, name, kind }: Unit): Area => ({ code, name, kind });

/** A whole province holds its communes: one that is chosen beside it is only noise. */
export function withArea(areas: readonly Area[], added: Unit, units: readonly Unit[]): Area[] {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent_code]));
  const rest = added.kind === 'province' ? areas.filter((area) => parents.get(area.code) !== added.code) : areas;
  return rest.some((area) => area.code === added.code) ? [...rest] : [...rest, areaOf(added)];
}
