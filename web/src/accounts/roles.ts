import type { AccountState } from '../api/accounts';
import type { Role } from '../api/types';

/** In the order of who usually gets an account first. `integration` is for programs, never for a person. */
export const ROLES: Role[] = ['admin', 'approver', 'appraiser', 'editor', 'official', 'viewer', 'integration'];
export const STATES: AccountState[] = ['locked', 'invited', 'active', 'disabled'];
