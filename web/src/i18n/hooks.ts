// The words of the pages by which other programs are told of events, in Vietnamese; they come with those pages.
import { addWords } from '.';
import { hookWords } from './vi/hooks';

addWords(hookWords);
