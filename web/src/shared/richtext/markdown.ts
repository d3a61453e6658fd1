// The text of a section, kept as CommonMark and as no more of it than an office needs: paragraphs, headings of one level,
// lists, bold, italic, line breaks. Everything else – HTML, pictures, links, quotes, code – is plain text, and is
// written so that every other reader of CommonMark takes it for plain text too.
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toMarkdown } from 'mdast-util-to-markdown';

const NOT_HERE = [
  'autolink', 'blockQuote', 'codeFenced', 'codeIndented', 'codeText', 'definition', 'htmlFlow', 'htmlText',
  'labelEnd', 'labelStartImage', 'labelStartLink', 'setextUnderline', 'thematicBreak',
];

export function parseText(text: string): Root {
  return fromMarkdown(text.normalize('NFC'), { extensions: [{ disable: { null: NOT_HERE } }] });
}

export function writeText(root: Root): string {
  return toMarkdown(root, { bullet: '-', emphasis: '*', strong: '*', listItemIndent: 'one', incrementListMarker: true }).normalize('NFC').trimEnd();
}
