// The words of what is kept on a device and waits to be sent, in Vietnamese; they come with the line that says them.
import { addWords } from '.';
import { offlineWords } from './vi/offline';

addWords(offlineWords);
