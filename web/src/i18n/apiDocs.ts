// The words of the page of the interface, in Vietnamese; they come with it.
import { addWords } from '.';
import { apiDocsWords } from './vi/apiDocs';

addWords(apiDocsWords);
