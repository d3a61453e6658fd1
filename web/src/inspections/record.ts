// A record as it is filled in: grades, what is still unknown, what keeps it from being signed. Pure.
import type { Grade, GradeCounts, InspectionPoint, PointMark, RecordContent, Responsible } from '../api/inspections';

/** In the order of the buttons. “Not looked at” is no button: it is what nobody has pressed yet. */
export const GRADES = ['passed', 'failed', 'not_applicable'] as const satisfies readonly Grade[];
export const NOBODY: Responsible = { name: '', position: '', phone: '' };

/** What is said of a point; of one nothing is said of, that nobody looked. */
export const markOf = (content: RecordContent, code: string): PointMark =>
  content.points.find((mark) => mark.code === code) ?? { code, grade: 'unknown', remark: '', responsible: null, due_on: null, owed_by: null };

/** The content with a part of one mark changed. */
export function withMark(content: RecordContent, code: string, part: Partial<PointMark>): RecordContent {
  const next = { ...markOf(content, code), ...part };
  const known = content.points.some((mark) => mark.code === code);
  return { ...content, points: known ? content.points.map((mark) => (mark.code === code ? next : mark)) : [...content.points, next] };
}

export function countsOf(points: readonly InspectionPoint[], content: RecordContent): GradeCounts {
  const counts: GradeCounts = { passed: 0, failed: 0, not_applicable: 0, unknown: 0 };
  for (const point of points) counts[markOf(content, point.code).grade] += 1;
  return counts;
}

export const inGrade = (points: readonly InspectionPoint[], content: RecordContent, grade: Grade): InspectionPoint[] =>
  points.filter((point) => markOf(content, point.code).grade === grade);

/** The next point nobody looked at after `after`, from the top again where there is none below. */
export function nextUnknown(points: readonly InspectionPoint[], content: RecordContent, after: string | null): InspectionPoint | null {
  const open = inGrade(points, content, 'unknown');
  const at = points.findIndex((point) => point.code === after);
  return open.find((point) => points.indexOf(point) > at) ?? open[0] ?? null;
}

/** A day, and not what somebody is still typing. */
export const dayOr = (day: string | null): string | null => (day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null);

/** What is sent: who answers and until when is said of what failed, and of nothing else. */
export function sent(content: RecordContent): RecordContent {
  const mark = (each: PointMark): PointMark => {
    const remark = each.remark.trim();
    if (each.grade !== 'failed') return { ...each, remark, responsible: null, due_on: null, owed_by: null };
    const person = each.responsible && { name: each.responsible.name.trim(), position: each.responsible.position.trim(), phone: each.responsible.phone.trim() };
    return { ...each, remark, due_on: dayOr(each.due_on), responsible: person && person.name + person.position + person.phone !== '' ? person : null };
  };
  return { ...content, inspected_on: dayOr(content.inspected_on), present: content.present.trim(), conclusion: content.conclusion.trim(), points: content.points.map(mark) };
}

export type FaultKind = 'inspected_on' | 'future' | 'nothing' | 'remark' | 'responsible' | 'due_on' | 'due_before';
/** `code`: the point; null where it is of the record as a whole. */
export interface RecordFault { code: string | null; kind: FaultKind }

/** What keeps a record from being signed, in the order of the page; the server asks the same again. */
export function faultsOf(points: readonly InspectionPoint[], content: RecordContent, today: string): RecordFault[] {
  const faults: RecordFault[] = [];
  const on = dayOr(content.inspected_on);
  if (!on) faults.push({ code: null, kind: 'inspected_on' });
  else if (on > today) faults.push({ code: null, kind: 'future' });
  if (inGrade(points, content, 'unknown').length === points.length) faults.push({ code: null, kind: 'nothing' });
  for (const { code } of inGrade(points, content, 'failed')) {
    const mark = markOf(content, code);
    if (mark.remark.trim() === '') faults.push({ code, kind: 'remark' });
    if (!mark.responsible?.name.trim()) faults.push({ code, kind: 'responsible' });
    const due = dayOr(mark.due_on);
    if (!due) faults.push({ code, kind: 'due_on' });
    else if (on && due < on) faults.push({ code, kind: 'due_before' });
  }
  return faults;
}

/** The field that mends a fault. */
export function fieldOf({ code, kind }: RecordFault, points: readonly InspectionPoint[]): string {
  if (kind === 'nothing') return `point-${points[0]?.code ?? ''}`;
  return code === null ? 'record-inspected_on' : `point-${code}-${kind === 'due_before' ? 'due_on' : kind}`;
}

/** The field a pointer of the server names: `/points/2/remark` is that of the third mark that was sent. */
export function fieldAt(pointer: string, content: RecordContent): string {
  const at = /^\/points\/(\d+)(?:\/(.+))?$/.exec(pointer);
  if (!at) return `record-${pointer.slice(1)}`;
  const code = content.points[Number(at[1])]?.code ?? '';
  const part = at[2]?.split('/')[0];
  return part ? `point-${code}-${part}` : `point-${code}`;
}

/** `days` after a day: the due date offered by a button. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The people named so far, the last first: who answers for one point often answers for the next. */
export function peopleOf(content: RecordContent): Responsible[] {
  const seen = new Map<string, Responsible>();
  for (const mark of [...content.points].reverse()) {
    const person = mark.responsible;
    if (person?.name.trim() && !seen.has(person.name.trim())) seen.set(person.name.trim(), person);
  }
  return [...seen.values()];
}
