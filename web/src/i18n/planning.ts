// The words of plans and of coverage, in Vietnamese; they come with the pages that say them.
import i18next from 'i18next';
import { planning } from './vi/planning';

i18next.addResourceBundle('vi', 'words', planning, true);
