// Who must move at which level: read from the zones themselves, so that the text of a situation cannot disagree.
import type { FormLevel, PlanZone } from './types';

/** A level of natural-disaster risk; the only scale zones and triggers of plans are kept in. */
export const levelOf = (value: number) => ({ scale: 'disaster_risk' as const, value });

/** The zones that must have moved when this level is reached: theirs is this level or a lower one. */
export const movingAt = (zones: readonly PlanZone[], level: number): PlanZone[] =>
  zones.filter((zone) => zone.properties.evacuate_from_level.value <= level).sort(byLevelThenCode);

/** Those that begin to move at this very level, and were still at home one level below. */
export const newAt = (zones: readonly PlanZone[], level: number): PlanZone[] =>
  movingAt(zones, level).filter((zone) => zone.properties.evacuate_from_level.value === level);

const byLevelThenCode = (a: PlanZone, b: PlanZone) =>
  a.properties.evacuate_from_level.value - b.properties.evacuate_from_level.value || a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true });

/** The levels there are situations for: those of the hazard, and any that was written although the law has no such level. */
export function shownLevels(form: readonly FormLevel[], written: Record<string, unknown>): number[] {
  const levels = new Set([...form.map((level) => level.level), ...Object.keys(written).map(Number)]);
  return [...levels].filter(Number.isFinite).sort((a, b) => a - b);
}
