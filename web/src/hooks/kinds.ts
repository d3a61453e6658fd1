// Of what another program can be told, in groups as offices think of them. Pure.

/** Every kind that this version knows, in the order of who most often wants to hear of it. */
export const GROUPS = {
  response: ['alert', 'activation', 'event', 'checklist', 'task', 'relocations'],
  plans: ['plan', 'plan_rule', 'plan_duty', 'allocation', 'findings', 'finding', 'norms'],
  inspections: ['inspection', 'inspection_record', 'inspection_task', 'inspection_template'],
  registers: ['household', 'households', 'shelter', 'shelters', 'resource', 'resources', 'loan', 'supply_item'],
  places: ['zones', 'admin_units', 'roads'],
  arriving: ['source', 'document', 'quarantine', 'vocabulary'],
} as const;
export type Group = keyof typeof GROUPS;
export type Kind = (typeof GROUPS)[Group][number];
export interface KindGroup { group: Group | 'other'; kinds: string[] }

const KNOWN = new Map<string, Group>(Object.entries(GROUPS).flatMap(([group, kinds]) => kinds.map((kind) => [kind, group as Group] as const)));
export const isKnown = (kind: string): kind is Kind => KNOWN.has(kind);

/** What the server offers, in those groups; a kind that this version has no word for is not hidden, it stands last. */
export function grouped(offered: readonly string[]): KindGroup[] {
  const groups: KindGroup[] = Object.entries(GROUPS).map(([group, kinds]) => ({ group: group as Group, kinds: kinds.filter((kind) => offered.includes(kind)) }));
  return [...groups, { group: 'other' as const, kinds: offered.filter((kind) => !isKnown(kind)) }].filter(({ kinds }) => kinds.length > 0);
}
