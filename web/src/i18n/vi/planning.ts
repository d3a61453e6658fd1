import { arranging } from './arranging';
import { coverage } from './coverage';
import { plans } from './plans';

export const planning = { plan: plans, coverage, arrange: arranging } as const;
