// The life of a version, as the server's table of transitions has it; here only to offer what can be done.
import type { Tone } from '../shared/Tags';
import type { VersionStep } from './acts';
import type { PlanRight } from './planQueries';
import type { Stage } from './types';

export const TONE: Record<Stage, Tone> = {
  draft: 'plain', submitted: 'warn', returned: 'danger', appraised: 'warn', approved: 'ok', superseded: 'plain', withdrawn: 'plain',
};
export const isOpen = (stage: Stage) => stage === 'draft' || stage === 'submitted' || stage === 'returned' || stage === 'appraised';
export const isEditable = (stage: Stage) => stage === 'draft' || stage === 'returned';

const STEPS: { step: VersionStep; from: Stage[]; rights: PlanRight[] }[] = [
  { step: 'submit', from: ['draft', 'returned'], rights: ['edit_plan'] },
  { step: 'appraise', from: ['submitted'], rights: ['appraise_plan'] },
  { step: 'approve', from: ['appraised'], rights: ['approve_plan'] },
  { step: 'return', from: ['submitted', 'appraised'], rights: ['appraise_plan', 'approve_plan'] },
  { step: 'withdraw', from: ['approved'], rights: ['approve_plan'] },
];
/** What this person can do next with a version at this stage; the way forward first. */
export const stepsFor = (stage: Stage, may: (right: PlanRight) => boolean): VersionStep[] =>
  STEPS.filter((each) => each.from.includes(stage) && each.rights.some(may)).map((each) => each.step);
