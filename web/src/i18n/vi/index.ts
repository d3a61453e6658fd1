import { alerts } from './alerts';
import { app } from './app';
import { common } from './common';
import { demo } from './demo';

/**
 * Vietnamese is the language of the service; English mirrors it key by key (words.test.ts holds them together). These
 * are the words of every page; `room` and `desk` come with the pages that say them.
 */
export const vi = { ...common, app, alerts, demo } as const;
