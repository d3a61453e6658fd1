// The words of findings and of the what-if, in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { finding } from './vi/findings';
import { hazards } from './vi/hazards';

addWords({ ...finding, hazards });
