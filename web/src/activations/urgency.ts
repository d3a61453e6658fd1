// Which activation a person should look at first. Pure, so that the order can be tested.
import type { Activation, ActivationZone } from '../api/types';
import { levelRank } from '../shared/levels';

/** Whether a person's decision is awaited: a proposal, or what a newer bulletin changed in a response under way. */
export function awaiting(activation: Activation): boolean {
  return activation.status === 'proposed' ||
    (activation.status === 'active' && (toOpen(activation).length > 0 || toStandDown(activation).length > 0));
}

export const isDrill = (activation: Pick<Activation, 'event'>): boolean => activation.event?.kind === 'drill';

/** What is real, and what is of a drill: the two never stand in one list, however grave the drill is. */
export function apart(activations: readonly Activation[]): { real: Activation[]; drills: Activation[] } {
  return { real: activations.filter((each) => !isDrill(each)), drills: activations.filter(isDrill) };
}

/** The decision that waits most urgently. One of a drill only where nothing real waits or runs. */
export function firstAwaiting(activations: readonly Activation[]): Activation | undefined {
  const { real, drills } = apart(activations);
  const first = real.filter(awaiting).sort(byUrgency)[0];
  return first ?? (real.some((each) => each.status === 'active') ? undefined : drills.filter(awaiting).sort(byUrgency)[0]);
}

/** The zones that a confirmation would open. */
export function toOpen(activation: Activation): ActivationZone[] {
  return activation.zones.filter((zone) => zone.state === 'proposed' || activation.pending.open.includes(zone.zone_id));
}

/** The zones whose end is proposed. */
export function toStandDown(activation: Activation): ActivationZone[] {
  return activation.zones.filter((zone) => zone.state === 'stand_down_proposed' || activation.pending.stand_down.includes(zone.zone_id));
}

const minute = (time: string) => Math.floor(Date.parse(time) / 60_000);

/** Gravest level first, unknown before all; then the one that has waited longest; then the one with most people. */
export function byUrgency(a: Activation, b: Activation): number {
  return levelRank(b.level?.value) - levelRank(a.level?.value)
    || minute(a.proposed_at) - minute(b.proposed_at) // one bulletin brings many proposals within seconds
    || b.figures.people - a.figures.people;
}

export interface CommuneActivations { code: string; name: string; activations: Activation[] }

/** By commune, each group as urgent as its first: what is decided together stands together. */
export function inCommunes(activations: Activation[]): CommuneActivations[] {
  const groups = new Map<string, CommuneActivations>();
  for (const activation of [...activations].sort(byUrgency)) {
    const { commune_code: code, commune_name: name } = activation.plan;
    const group = groups.get(code) ?? { code, name, activations: [] };
    group.activations.push(activation);
    groups.set(code, group);
  }
  return [...groups.values()];
}

export function counted(zones: ActivationZone[]): { households: number; people: number } {
  return {
    households: zones.reduce((sum, zone) => sum + zone.households, 0),
    people: zones.reduce((sum, zone) => sum + zone.people, 0),
  };
}
