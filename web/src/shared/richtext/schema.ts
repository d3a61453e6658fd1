// What the editor can hold: exactly what markdown.ts can keep. Whatever is pasted is cut down to this by its shape alone.
import { Schema } from 'prosemirror-model';

/** The one level of headings inside a section; the section's own heading is above it. */
export const LEVEL = 3;

const italic = (style: string) => style !== 'normal' && null;
const bold = (weight: string) => /^(bold(er)?|[6-9]\d\d)$/.test(weight) && null;

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: { group: 'block', content: 'text*', marks: '', defining: true, parseDOM: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })), toDOM: () => ['h3', 0] },
    bullet_list: { group: 'block', content: 'list_item+', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    ordered_list: {
      group: 'block', content: 'list_item+', attrs: { order: { default: 1 } },
      parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ order: Number(element.getAttribute('start') ?? 1) || 1 }) }],
      toDOM: (node) => (node.attrs.order === 1 ? ['ol', 0] : ['ol', { start: node.attrs.order as number }, 0]),
    },
    list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    text: { group: 'inline' },
    hard_break: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  },
  marks: {
    // Google Docs wraps everything it copies in a <b> that is not bold; Word writes weights as styles.
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null }, { style: 'font-weight', getAttrs: bold }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i', getAttrs: (element) => italic(element.style.fontStyle) }, { style: 'font-style=italic' }], toDOM: () => ['em', 0] },
  },
});
