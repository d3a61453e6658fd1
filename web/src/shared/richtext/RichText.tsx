import { lazy, Suspense } from 'react';
import type { EditorProps } from './Editor';
import './richtext.css';

const Editor = lazy(() => import('./Editor'));

/** An editor for a section's text, kept as CommonMark. It comes when it is needed; until then the text stands there to be read. */
export function RichText(props: EditorProps) {
  return <Suspense fallback={<div className="rt"><div className="rt-tools" /><div className="rt-text prose pre">{props.value}</div></div>}><Editor {...props} /></Suspense>;
}
