// The words of the command room, in Vietnamese; they come with it, as those of the desk come with the desk.
import { addWords } from '.';
import { room } from './vi/room';

addWords(room);
