// The words of the desk and of the doors, in Vietnamese; they come with the pages that say them, so that a phone in
// a village does not carry them. English comes whole when it is asked for.
import i18next from 'i18next';
import { desk } from './vi/desk';

i18next.addResourceBundle('vi', 'words', desk, true);
