import { alerts } from './alerts';
import { bulletins } from './bulletins';
import { hazards } from './hazards';
import { mapping } from './mapping';
import { quarantine } from './quarantine';
import { signs } from './signs';
import { sourcing } from './sourcing';

/** Words of the pages about what arrives; see i18n/intake.ts for how they come. */
export const intake = { alerts, sourcing, quarantine, bulletins, signs, mapping, hazards } as const;
