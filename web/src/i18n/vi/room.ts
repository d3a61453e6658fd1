import { activations } from './activations';
import { alerts } from './alerts';
import { checklists } from './checklists';
import { hazards } from './hazards';
import { map } from './map';
import { past } from './past';
import { zones } from './zones';

/** Words of the command room; see i18n/room.ts for how they come. */
export const room = { activations, alerts, checklists, zones, map, hazards, past } as const;
