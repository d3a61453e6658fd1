// What comes from elsewhere: Word, mail, Zalo. The schema throws away what it does not know; two things it cannot see
// are mended first. Word writes lists as paragraphs with a drawn dot, and letters may come decomposed.
import type { Node } from 'prosemirror-model';
import { schema } from './schema';

const { nodes } = schema;
const BULLET = /^\s*[-–•·*+]\s+/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+/;

/** Plain text, line by line: lines that begin as a list does are one. */
export function textBlocks(text: string): Node[] {
  const blocks: Node[] = [];
  let items: Node[] = [];
  let kind: 'bullet_list' | 'ordered_list' | null = null;
  let order = 1;
  const close = () => {
    if (kind) blocks.push(nodes[kind].create(kind === 'ordered_list' ? { order } : null, items));
    [items, kind] = [[], null];
  };
  for (const raw of text.normalize('NFC').replaceAll('\r\n', '\n').split('\n')) {
    const line = raw.trim();
    const number = NUMBER.exec(line);
    const here = number ? 'ordered_list' : BULLET.test(line) ? 'bullet_list' : null;
    if (here !== kind) close();
    if (line === '') continue;
    if (here && !kind) order = Number(number?.[1] ?? 1);
    kind = here;
    const words = here ? line.replace(number ? NUMBER : BULLET, '') : line;
    const paragraph = nodes.paragraph.create(null, words === '' ? [] : [schema.text(words)]);
    if (here) items.push(nodes.list_item.create(null, [paragraph]));
    else blocks.push(paragraph);
  }
  close();
  return blocks.length > 0 ? blocks : [nodes.paragraph.create()];
}

/** HTML from the clipboard, with Word's drawn lists made into lists. */
export function cleanHtml(html: string): string {
  const body = new DOMParser().parseFromString(html.normalize('NFC'), 'text/html').body;
  for (const element of body.querySelectorAll('style, script, meta, link, title, xml, o\\:p')) {
    if (element.tagName.toLowerCase() !== 'o:p' || element.textContent?.trim() === '') element.remove();
  }
  let lists: HTMLElement[] = [];
  for (const paragraph of [...body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')]) {
    const style = paragraph.getAttribute('style') ?? '';
    const drawn = /mso-list:\s*(l\d+)\s+level(\d)/.exec(style);
    lists = drawn ? placeItem(paragraph, drawn[1] ?? '', Number(drawn[2]), lists) : [];
  }
  return body.innerHTML;
}

/** Puts a drawn list paragraph into the list it belongs to; answers the open lists, outermost first. */
function placeItem(paragraph: HTMLElement, name: string, level: number, open: HTMLElement[]): HTMLElement[] {
  const mark = [...paragraph.querySelectorAll<HTMLElement>('span')].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''));
  const ordered = /^[\s\u00a0]*(\d+|[a-zđ])[.)]/i.test(mark?.textContent ?? '');
  mark?.remove();
  const follows = open[0]?.dataset.list === name && paragraph.previousElementSibling === open[0];
  const lists = follows ? open.slice(0, level) : [];
  while (lists.length < level) {
    const list = paragraph.ownerDocument.createElement(ordered ? 'ol' : 'ul');
    list.dataset.list = name;
    const parent = lists.at(-1);
    if (parent) (parent.lastElementChild ?? parent).append(list);
    else paragraph.before(list);
    lists.push(list);
  }
  const item = paragraph.ownerDocument.createElement('li');
  const words = paragraph.ownerDocument.createElement('p');
  words.append(...paragraph.childNodes);
  item.append(words);
  lists.at(-1)?.append(item);
  paragraph.remove();
  return lists;
}
