import { coverage } from './coverage';
import { plans } from './plans';

export const planning = { plan: plans, coverage } as const;
