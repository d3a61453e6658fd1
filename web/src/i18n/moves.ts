// The words of relocation – households, stages of zones, the event board, responses begun by hand, short codes, paper –
// in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { moving } from './vi/moving';

addWords(moving);
