// The words of the command room, in Vietnamese; they come with it, as those of the desk come with the desk.
import i18next from 'i18next';
import { room } from './vi/room';

i18next.addResourceBundle('vi', 'words', room, true);
