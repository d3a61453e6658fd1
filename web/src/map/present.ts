// Tiles know where zones are, not what happens in them: their present states are joined here, from the live data. Pure.
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import type { Activation, ZoneFeature, ZoneState } from '../api/types';
import { urgencyOf } from '../zones/states';

/**
 * The state of every zone that is not at rest. Loaded zones say theirs; the others, beyond the first thousand, take
 * theirs from the responses they belong to – the gravest, where they belong to several. What is only drilled moves no zone.
 */
export function statesAtWork(zones: readonly ZoneFeature[], activations: readonly Activation[]): Map<string, ZoneState> {
  const loaded = new Set(zones.map((zone) => zone.properties.id));
  const states = new Map<string, ZoneState>();
  for (const { properties: { id, state } } of zones) if (state !== 'normal') states.set(id, state);
  for (const activation of activations) {
    if (activation.status !== 'proposed' && activation.status !== 'active') continue;
    if (activation.event?.kind === 'drill') continue;
    for (const zone of activation.zones) {
      const state = HELD[zone.state];
      if (!state || loaded.has(zone.zone_id)) continue;
      const shown = states.get(zone.zone_id);
      if (!shown || urgencyOf(state) < urgencyOf(shown)) states.set(zone.zone_id, state);
    }
  }
  return states;
}

/** How far an open zone is cleared is told by its checklist, which is not loaded: it is shown as ordered. */
const HELD: Record<Activation['zones'][number]['state'], ZoneState | null> = {
  proposed: 'prepare', open: 'order', stand_down_proposed: 'order', stood_down: 'stood_down', lapsed: null,
};

export const ID: ExpressionSpecification = ['get', 'id'];

/** A value by the present state of each zone; zones at rest are told by falling through. */
export function byPresentState(states: ReadonlyMap<string, ZoneState>, value: (state: ZoneState) => string): ExpressionSpecification | string {
  const ids = new Map<ZoneState, string[]>();
  for (const [id, state] of states) ids.set(state, [...(ids.get(state) ?? []), id]);
  if (ids.size === 0) return value('normal'); // a match needs a case
  return ['match', ID, ...[...ids].flatMap(([state, of]) => [of, value(state)]), value('normal')] as unknown as ExpressionSpecification;
}

/** What of the tiles is drawn: nothing retired or drafted, and nothing that is drawn from loaded data already. */
export function tileFilter(loaded: readonly string[]): FilterSpecification {
  const inForce: ExpressionSpecification = ['==', ['coalesce', ['get', 'status'], 'in_force'], 'in_force'];
  return loaded.length === 0 ? inForce : ['all', inForce, ['!', ['in', ID, ['literal', [...loaded]]]]];
}
