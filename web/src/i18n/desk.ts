// The words of the desk and of the doors, in Vietnamese; they come with the pages that say them, so that a phone in
// a village does not carry them. English comes whole when it is asked for.
import { addWords } from '.';
import { desk } from './vi/desk';

addWords(desk);
