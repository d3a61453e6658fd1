// The outline of a plan as its editor shows it: every part in the order of the document, with what waits in it.
import type { L } from '../api/types';
import { inside, type Edits } from './fields';
import type { Comment, Completeness, Content, PartState, PlanForm, Severity } from './types';

export type PartKind = 'general' | 'bases' | 'section' | 'scenarios' | 'zones' | 'arrangements' | 'triggers' | 'tasks' | 'command' | 'annex';
export type GroupKey = 'head' | 'outline' | 'legal_part' | 'four_on_the_spot' | 'response' | 'annexes';
export interface Part { pointer: string; kind: PartKind; group: GroupKey; title: L | null; hint: L | null; number: number | null }

/** Title, review date and the whole: what belongs to no other part is remarked on here. */
const OWN: { pointer: string; kind: PartKind; group: GroupKey }[] = [
  { pointer: '/title', kind: 'general', group: 'head' },
  { pointer: '/legal_bases', kind: 'bases', group: 'head' },
];
const RESPONSE: { pointer: string; kind: PartKind }[] = [
  { pointer: '/scenarios', kind: 'scenarios' }, { pointer: '/zones', kind: 'zones' }, { pointer: '/arrangements', kind: 'arrangements' }, { pointer: '/triggers', kind: 'triggers' },
  { pointer: '/tasks', kind: 'tasks' }, { pointer: '/command', kind: 'command' },
];

export function partsOf(form: PlanForm): Part[] {
  const bare = { title: null, hint: null, number: null };
  const sections = form.sections.map((s): Part => ({ pointer: `/sections/${s.key}`, kind: 'section', group: s.group, title: s.heading, hint: s.hint, number: null }));
  return [
    ...OWN.map((part): Part => ({ ...bare, ...part })),
    ...sections,
    ...RESPONSE.map((part): Part => ({ ...bare, ...part, group: 'response' })),
    ...form.tables.map((table): Part => ({ ...bare, pointer: `/annexes/${table.key}`, kind: 'annex', group: 'annexes', title: table.title, number: table.annex })),
  ];
}

/** Groups in the order of the document; a group that is opened twice by the outline of the law is listed once each time. */
export function groupsOf(parts: readonly Part[]): { group: GroupKey; parts: Part[] }[] {
  const groups: { group: GroupKey; parts: Part[] }[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last?.group === part.group) last.parts.push(part);
    else groups.push({ group: part.group, parts: [part] });
  }
  return groups;
}

/** A finding or comment belongs to the part it points into; what points nowhere belongs to the first. */
export function belongs(pointer: string, part: Part): boolean {
  if (part.kind === 'general') return pointer === '' || pointer === '/title' || pointer === '/review_by' || pointer === '/approval' || inside(pointer, '/approval');
  if (part.kind === 'triggers' && inside(pointer, '/lead_times')) return true;
  return inside(pointer, part.pointer) || (pointer !== '' && inside(part.pointer, pointer));
}

export interface PartMark { state: PartState | null; worst: Severity | null; findings: number; comments: number; edited: boolean; faults: number }
const RANK: Record<Severity, number> = { high: 3, medium: 2, low: 1 };
const STATE_RANK: Record<PartState, number> = { missing: 3, stale: 2, complete: 1 };

interface Known { completeness: Completeness | null | undefined; comments: readonly Comment[]; edits: Edits; faults: readonly { pointer: string }[] }
export function markOf(part: Part, { completeness, comments, edits, faults }: Known): PartMark {
  const findings = (completeness?.findings ?? []).filter((finding) => belongs(finding.pointer, part));
  const states = (completeness?.parts ?? []).filter((each) => belongs(each.pointer, part)).map((each) => each.state);
  states.sort((a, b) => STATE_RANK[b] - STATE_RANK[a]);
  const severities = findings.map((finding) => finding.severity).sort((a, b) => RANK[b] - RANK[a]);
  return {
    state: states[0] ?? null,
    worst: severities[0] ?? null,
    findings: findings.length,
    comments: comments.filter((each) => !each.settled_at && !each.reply_to && belongs(each.pointer, part)).length,
    edited: Object.keys(edits).some((pointer) => belongs(pointer, part)),
    faults: faults.filter((fault) => belongs(fault.pointer, part)).length,
  };
}

/** Whether anything stands in a part; only for reading, where empty parts are said to be empty. */
export function isEmpty(part: Part, content: Content): boolean {
  switch (part.kind) {
    case 'general': return content.title === '';
    case 'bases': return content.legal_bases.length === 0;
    case 'section': return !content.sections[part.pointer.slice('/sections/'.length)];
    case 'scenarios': return Object.keys(content.scenarios).length === 0;
    case 'zones': return content.zones.length === 0;
    case 'arrangements': return Object.keys(content.arrangements ?? {}).length === 0;
    case 'triggers': return content.triggers.length === 0 && Object.keys(content.lead_times ?? {}).length === 0;
    case 'tasks': return content.tasks.length === 0;
    case 'command': return content.command.chair.name === '' && content.command.standing.name === '';
    case 'annex': return (content.annexes[part.pointer.slice('/annexes/'.length)] ?? []).length === 0;
  }
}
