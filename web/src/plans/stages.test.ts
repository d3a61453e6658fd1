import { expect, test } from 'vitest';
import { stepsFor } from './stages';
import type { PlanRight } from './planQueries';

const only = (...rights: PlanRight[]) => (right: PlanRight) => rights.includes(right);
test('who writes hands in', () => expect(stepsFor('returned', only('edit_plan'))).toEqual(['submit']));
test('who approves sees approving before returning', () => expect(stepsFor('appraised', only('approve_plan', 'edit_plan'))).toEqual(['approve', 'return']));
test('who appraises does not approve', () => expect(stepsFor('appraised', only('appraise_plan'))).toEqual(['return']));
test('a replaced version can only be read', () => expect(stepsFor('superseded', () => true)).toEqual([]));
