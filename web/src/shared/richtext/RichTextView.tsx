import type { PhrasingContent, RootContent } from 'mdast';
import { Fragment, useMemo, type ReactNode } from 'react';
import { parseText } from './markdown';
import './richtext.css';

/** A section's text, to be read. It makes elements of what it knows and text of everything else; there is no raw HTML anywhere. */
export default function RichTextView({ text }: { text: string }) {
  const tree = useMemo(() => parseText(text), [text]);
  return <div className="prose">{tree.children.map((node, i) => <Fragment key={i}>{block(node)}</Fragment>)}</div>;
}

function block(node: RootContent): ReactNode {
  switch (node.type) {
    case 'heading': return <h3>{words(node.children)}</h3>;
    case 'paragraph': return <p>{words(node.children)}</p>;
    case 'list': {
      const items = node.children.map((item, i) => <li key={i}>{item.children.map((each, j) => <Fragment key={j}>{block(each)}</Fragment>)}</li>);
      return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
    }
    default: return null;
  }
}

function words(children: PhrasingContent[]): ReactNode {
  return children.map((node, i) => {
    switch (node.type) {
      case 'text': return node.value;
      case 'strong': return <strong key={i}>{words(node.children)}</strong>;
      case 'emphasis': return <em key={i}>{words(node.children)}</em>;
      case 'break': return <br key={i} />;
      default: return null;
    }
  });
}
