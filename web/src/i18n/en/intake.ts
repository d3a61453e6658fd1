import { bulletins } from './bulletins';
import { mapping } from './mapping';
import { quarantine } from './quarantine';
import { signs } from './signs';
import { sourcing } from './sourcing';

export const intake = { sourcing, quarantine, bulletins, signs, mapping } as const;
