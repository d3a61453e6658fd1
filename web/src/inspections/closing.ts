// What closing an inspection leaves: what was found mended, what stays owed, where nobody signed. Pure.
import type { Inspection, InspectionRecordSummary, InspectionSubject, OwedTask } from '../api/inspections';
import { isOverdue } from './owed';

export interface Leaves {
  mended: OwedTask[];
  /** The latest first: what is overdue, then what is due soonest. */
  open: OwedTask[];
  overdue: number;
  /** Reported by the unit, and confirmed by nobody yet. */
  reported: number;
}

export function leavesOf(tasks: readonly OwedTask[]): Leaves {
  const open = tasks
    .filter((task) => task.state !== 'confirmed' && task.state !== 'voided')
    .sort((a, b) => Number(isOverdue(b)) - Number(isOverdue(a)) || a.due_on.localeCompare(b.due_on) || a.unit_name.localeCompare(b.unit_name, 'vi'));
  return {
    mended: tasks.filter((task) => task.state === 'confirmed'),
    open,
    overdue: open.filter(isOverdue).length,
    reported: open.filter((task) => task.state === 'reported').length,
  };
}

/** Units and places without a signed record: the inspection found nothing out about them. */
export const unsigned = (subjects: readonly InspectionSubject[], records: readonly InspectionRecordSummary[]): InspectionSubject[] =>
  subjects.filter((subject) => !records.some((record) => record.subject.key === subject.key && record.state === 'signed'));

/** Whether the person is of those who inspected, also once the inspection is closed and nothing may be done any more. */
export function isOfTeam({ may, leader, members }: Pick<Inspection, 'may' | 'leader' | 'members'>, account: string | undefined): boolean {
  return may.inspect || may.reopen || (account !== undefined && [leader, ...members].some((member) => member.account === account));
}
