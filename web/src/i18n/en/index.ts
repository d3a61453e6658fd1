import { activations } from './activations';
import { alerts } from './alerts';
import { apiDocsWords } from './apiDocs';
import { app } from './app';
import { checklists } from './checklists';
import { common } from './common';
import { demo } from './demo';
import { desk } from './desk';
import { finding } from './findings';
import { hazards } from './hazards';
import { hookWords } from './hooks';
import { inspections } from './inspections';
import { intake } from './intake';
import { lookup } from './lookup';
import { map } from './map';
import { past } from './past';
import { mapwork } from './mapwork';
import { moving } from './moving';
import { offlineWords } from './offline';
import { planning } from './planning';
import { register } from './register';
import { resources } from './resources';
import { visitorWords } from './visitor';
import { zones } from './zones';

/** English: the same keys, the same numbers in the same order. */
export const en = { ...common, app, alerts, activations, checklists, zones, map, demo, hazards, lookup, past, ...desk, ...planning, ...mapwork, ...intake, ...register, ...resources, ...moving, ...inspections, ...finding, ...offlineWords, ...apiDocsWords, ...hookWords, ...visitorWords } as const;
