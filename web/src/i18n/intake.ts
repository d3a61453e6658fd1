// The words of the pages about what arrives – sources, quarantine, bulletins typed in, local signs, mapping tables –
// in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { intake } from './vi/intake';

addWords(intake);
