// What who has not signed in is told of the pages of the office, in Vietnamese; they come with the page that tells it.
import { addWords } from '.';
import { visitorWords } from './vi/visitor';

addWords(visitorWords);
