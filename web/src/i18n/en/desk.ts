import { accounts } from './accounts';
import { editing } from './editing';
import { office } from './office';

/** Words of the desk and of the doors. */
export const desk = { ...office, ...accounts, ...editing } as const;
