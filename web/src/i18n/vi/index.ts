import { activations } from './activations';
import { alerts } from './alerts';
import { app } from './app';
import { checklists } from './checklists';
import { common } from './common';
import { demo } from './demo';
import { map } from './map';
import { zones } from './zones';

/** Vietnamese is the language of the service; English mirrors it key by key (words.test.ts holds them together). */
export const vi = { ...common, app, alerts, activations, checklists, zones, map, demo } as const;
