// The words of inspections, in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { inspections } from './vi/inspections';

addWords(inspections);
