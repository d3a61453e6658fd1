// The words of the public look-up, in Vietnamese; they come with its page.
import { addWords } from '.';
import { publicWords } from './vi/lookup';

addWords(publicWords);
