import { Bold, Heading, Italic, List, ListOrdered, Redo2, Undo2, type LucideIcon } from 'lucide-react';
import { chainCommands, exitCode, setBlockType, toggleMark, baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, Slice, type NodeType, type ResolvedPos } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { EditorState, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n';
import { toDocument, toTree } from './convert';
import { parseText, writeText } from './markdown';
import { cleanHtml, textBlocks } from './pasted';
import { schema } from './schema';

export interface EditorProps { id?: string; label: string; describedBy?: string; value: string; onChange: (text: string) => void; invalid?: boolean }

const { nodes, marks } = schema;
const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

const plugins = [
  inputRules({ rules: [
    wrappingInputRule(/^\s*[-+•]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d+)[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) }), (match, node) => node.childCount + (node.attrs.order as number) === Number(match[1])),
  ] }),
  history(),
  keymap({
    'Mod-z': undo, 'Mod-y': redo, 'Mod-Shift-z': redo, 'Mod-b': toggleMark(marks.strong), 'Mod-i': toggleMark(marks.em),
    Enter: splitListItem(nodes.list_item), 'Shift-Enter': breakLine,
    // Tab belongs to the list only while there is a list to go deeper in; elsewhere it leaves the field.
    Tab: sinkListItem(nodes.list_item), 'Shift-Tab': liftListItem(nodes.list_item),
  }),
  keymap(baseKeymap),
];

const begin = (text: string) => EditorState.create({ doc: toDocument(parseText(text)), plugins });

/** Writes a section's text. ProseMirror itself and none of its wrappers: its schema is what keeps the text small and clean. */
export default function Editor({ id, label, describedBy, value, onChange, invalid }: EditorProps) {
  const { t } = useWords();
  const mount = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const sent = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const [state, setState] = useState(() => begin(value));

  useEffect(() => {
    if (!mount.current) return;
    const made: EditorView = new EditorView({ mount: mount.current }, {
      state,
      dispatchTransaction: (transaction) => {
        const next = made.state.apply(transaction);
        made.updateState(next);
        setState(next);
        if (!transaction.docChanged) return;
        sent.current = writeText(toTree(next.doc));
        tell.current(sent.current);
      },
      transformPastedHTML: cleanHtml,
      clipboardTextParser: (text) => new Slice(Fragment.from(textBlocks(text)), 1, 1),
      // What is copied out goes as the kept text, so that a mail shows dashes and not nothing.
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, '\n'),
    });
    view.current = made;
    return () => { made.destroy(); view.current = null; };
  }, []); // one view for the life of the field; later values come in below

  useEffect(() => {
    // A value that did not come from here: loaded anew, or merged. The history of the old text ends with it.
    if (value === sent.current || !view.current) return;
    sent.current = value;
    const next = begin(value);
    view.current.updateState(next);
    setState(next);
  }, [value]);

  const run = (command: Command) => {
    if (!view.current) return;
    command(view.current.state, view.current.dispatch, view.current);
    view.current.focus();
  };
  const { $from } = state.selection;
  const has = (mark: typeof marks.strong) => (state.selection.empty ? mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(state.selection.from, state.selection.to, mark));
  const heading = $from.parent.type === nodes.heading;
  const list = listAt($from);
  const toList = (type: NodeType) => (list === type ? liftListItem(nodes.list_item) : wrapInList(type));
  return (
    <div className={invalid ? 'rt bad' : 'rt'}>
      <div className="rt-tools" role="toolbar" aria-label={t('richtext.tools', { label })}>
        <Tool icon={Bold} name={t('richtext.bold')} keys="Ctrl+B" on={has(marks.strong)} onRun={() => run(toggleMark(marks.strong))} />
        <Tool icon={Italic} name={t('richtext.italic')} keys="Ctrl+I" on={has(marks.em)} onRun={() => run(toggleMark(marks.em))} />
        <span className="eg-sep" />
        <Tool icon={Heading} name={t('richtext.heading')} on={heading} onRun={() => run(setBlockType(heading ? nodes.paragraph : nodes.heading))} />
        <Tool icon={List} name={t('richtext.bullets')} on={list === nodes.bullet_list} onRun={() => run(toList(nodes.bullet_list))} />
        <Tool icon={ListOrdered} name={t('richtext.numbers')} on={list === nodes.ordered_list} onRun={() => run(toList(nodes.ordered_list))} />
        <span className="grow" />
        <Tool icon={Undo2} name={t('grid.undo')} keys="Ctrl+Z" off={!undo(state)} onRun={() => run(undo)} />
        <Tool icon={Redo2} name={t('grid.redo')} keys="Ctrl+Y" off={!redo(state)} onRun={() => run(redo)} />
      </div>
      <div ref={mount} id={id} className="rt-text prose" role="textbox" aria-multiline aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} tabIndex={0} />
    </div>
  );
}

function listAt($from: ResolvedPos): NodeType | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if (type === nodes.bullet_list || type === nodes.ordered_list) return type;
  }
  return null;
}

interface ToolProps { icon: LucideIcon; name: string; keys?: string; on?: boolean; off?: boolean; onRun: () => void }
function Tool({ icon: Icon, name, keys, on, off, onRun }: ToolProps) {
  return (
    <button type="button" className="icb" aria-label={name} title={keys ? `${name} (${keys})` : name} aria-pressed={on} disabled={off} onPointerDown={(event) => event.preventDefault()} onClick={onRun}>
      <Icon aria-hidden className="i" />
    </button>
  );
}
