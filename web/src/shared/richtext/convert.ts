// Between the kept text's tree and the editor's document. Both hold the same few things, so nothing is lost on the way.
import type { BlockContent, DefinitionContent, List, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import type { Mark, Node } from 'prosemirror-model';
import { schema } from './schema';

const { nodes, marks } = schema;

export function toDocument(root: Root): Node {
  const blocks = root.children.flatMap(block);
  return nodes.doc.create(null, blocks.length > 0 ? blocks : [nodes.paragraph.create()]);
}

function block(node: RootContent): Node[] {
  switch (node.type) {
    case 'paragraph': return [nodes.paragraph.create(null, inline(node.children, []))];
    case 'heading': return [nodes.heading.create(null, plain(node.children))];
    case 'list': return [listNode(node)];
    default: return [];
  }
}

function listNode(list: List): Node {
  const items = list.children.map((item) => {
    const inside = item.children.flatMap(block);
    const first = inside[0]?.type === nodes.paragraph ? inside : [nodes.paragraph.create(), ...inside];
    return nodes.list_item.create(null, first);
  });
  return list.ordered ? nodes.ordered_list.create({ order: list.start ?? 1 }, items) : nodes.bullet_list.create(null, items);
}

function inline(children: PhrasingContent[], under: readonly Mark[]): Node[] {
  return children.flatMap((node): Node[] => {
    switch (node.type) {
      case 'text': return node.value === '' ? [] : [schema.text(node.value.replaceAll('\n', ' '), under)];
      case 'strong': return inline(node.children, marks.strong.create().addToSet(under));
      case 'emphasis': return inline(node.children, marks.em.create().addToSet(under));
      case 'break': return [nodes.hard_break.create(null, null, under)];
      default: return [];
    }
  });
}

function plain(children: PhrasingContent[]): Node[] {
  const text = children.map(function words(node): string { return 'value' in node ? node.value : 'children' in node ? node.children.map(words).join('') : ' '; }).join('');
  return text === '' ? [] : [schema.text(text)];
}

export function toTree(doc: Node): Root {
  const children: RootContent[] = [];
  doc.forEach((node) => {
    const tree = blockTree(node);
    if (tree) children.push(tree);
  });
  return { type: 'root', children };
}

/** An empty paragraph is space on a screen, and nothing in a text. */
function blockTree(node: Node): BlockContent | null {
  switch (node.type) {
    case nodes.heading: return node.textContent.trim() === '' ? null : { type: 'heading', depth: 3, children: [{ type: 'text', value: node.textContent.trim() }] };
    case nodes.bullet_list: case nodes.ordered_list: {
      const items: ListItem[] = [];
      node.forEach((item) => items.push({ type: 'listItem', spread: false, children: itemTree(item) }));
      const ordered = node.type === nodes.ordered_list;
      return { type: 'list', ordered, start: ordered ? (node.attrs.order as number) : null, spread: false, children: items };
    }
    default: {
      const phrasing = peeled(runs(inlines(node)))[1]; // space and breaks at its ends say nothing
      return phrasing.length > 0 ? { type: 'paragraph', children: phrasing } : null;
    }
  }
}

function itemTree(item: Node): (BlockContent | DefinitionContent)[] {
  const children: BlockContent[] = [];
  item.forEach((node) => {
    const tree = blockTree(node);
    if (tree) children.push(tree);
  });
  return children;
}

interface Piece { text: string | null; strong: boolean; em: boolean }
function inlines(node: Node): Piece[] {
  const pieces: Piece[] = [];
  node.forEach((child) => pieces.push({
    text: child.type === nodes.hard_break ? null : (child.text ?? ''),
    strong: marks.strong.isInSet(child.marks) !== undefined,
    em: marks.em.isInSet(child.marks) !== undefined,
  }));
  return pieces;
}

/** Neighbours under one mark come under one node. */
function runs(pieces: Piece[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  for (let i = 0; i < pieces.length;) {
    const piece = pieces[i] as Piece;
    const mark = piece.strong ? 'strong' : piece.em ? 'em' : null;
    let end = i + 1;
    if (mark) while (pieces[end]?.[mark]) end += 1;
    if (mark) {
      const [before, children, after] = peeled(runs(pieces.slice(i, end).map((each) => ({ ...each, [mark]: false }))));
      out.push(...before);
      if (children.length > 0) out.push(mark === 'strong' ? { type: 'strong', children } : { type: 'emphasis', children });
      out.push(...after);
    } else {
      out.push(piece.text === null ? { type: 'break' } : { type: 'text', value: piece.text });
    }
    i = end;
  }
  return joined(out);
}

/** Space and breaks at the edge of bold stand outside it: CommonMark knows no “**bold **”. */
function peeled(children: PhrasingContent[]): [PhrasingContent[], PhrasingContent[], PhrasingContent[]] {
  const before: PhrasingContent[] = [];
  const core = [...children];
  const after: PhrasingContent[] = [];
  const space = (text: string): PhrasingContent[] => (text === '' ? [] : [{ type: 'text', value: text }]);
  for (let first = core[0]; first; first = core[0]) {
    if (first.type === 'break') before.push(first);
    else if (first.type !== 'text') break;
    else {
      const rest = first.value.trimStart();
      before.push(...space(first.value.slice(0, first.value.length - rest.length)));
      if (rest !== '') { core.splice(0, 1, { type: 'text', value: rest }); break; }
    }
    core.shift();
  }
  for (let last = core.at(-1); last; last = core.at(-1)) {
    if (last.type === 'break') after.unshift(last);
    else if (last.type !== 'text') break;
    else {
      const rest = last.value.trimEnd();
      after.unshift(...space(last.value.slice(rest.length)));
      if (rest !== '') { core.splice(-1, 1, { type: 'text', value: rest }); break; }
    }
    core.pop();
  }
  return [before, core, after];
}

function joined(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.reduce<PhrasingContent[]>((done, node) => {
    const last = done.at(-1);
    if (last?.type === 'text' && node.type === 'text') done[done.length - 1] = { type: 'text', value: last.value + node.value };
    else done.push(node);
    return done;
  }, []);
}
