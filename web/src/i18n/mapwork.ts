// The words of drawing and of importing maps, in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { mapwork } from './vi/mapwork';

addWords(mapwork);
