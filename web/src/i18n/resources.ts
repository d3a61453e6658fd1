// The words of the registers of resources, in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { hazards } from './vi/hazards';
import { resources } from './vi/resources';

addWords({ ...resources, hazards });
