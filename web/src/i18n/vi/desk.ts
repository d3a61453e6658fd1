import { accounts } from './accounts';
import { editing } from './editing';
import { office } from './office';

/** Words of the desk and of the doors; see i18n/desk.ts for how they come. */
export const desk = { ...office, ...accounts, ...editing } as const;
