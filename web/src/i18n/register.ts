// The words of the household register, in Vietnamese; they come with the pages that say them.
import { addWords } from '.';
import { register } from './vi/register';

addWords(register);
