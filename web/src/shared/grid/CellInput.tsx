import { useImperativeHandle, useRef, type ClipboardEventHandler, type KeyboardEventHandler, type ReactNode, type Ref, type RefObject } from 'react';
import type { Place } from './types';
import type { Draft } from './useGrid';

export interface CellInputHandle { focus: () => void; place: () => void }
interface Props {
  ref: Ref<CellInputHandle>; frame: RefObject<HTMLDivElement | null>; at: Place; draft: Draft | null;
  multiline: boolean; readOnly: boolean; label: string; expanded: boolean; leaving: boolean;
  onText: (text: string) => void; onKey: KeyboardEventHandler; onLeave: () => void;
  onCopy: ClipboardEventHandler; onCut: ClipboardEventHandler; onPaste: ClipboardEventHandler;
  children?: ReactNode;
}

/** The one field of the grid, laid over the active cell: unseen while cells are chosen, seen while one is typed in. */
export function CellInput({ ref, frame, at, draft, multiline, readOnly, label, expanded, leaving, onText, onKey, onLeave, onCopy, onCut, onPaste, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    place: () => {
      const cell = frame.current?.querySelector<HTMLElement>(`[data-cell="${at.row}:${at.col}"]`);
      if (!box.current) return;
      box.current.hidden = false;
      const { style } = box.current;
      style.left = `${cell?.offsetLeft ?? 0}px`;
      style.top = `${cell?.offsetTop ?? frame.current?.scrollTop ?? 0}px`;
      style.width = `${cell?.offsetWidth ?? 1}px`;
      style.minHeight = `${cell?.offsetHeight ?? 1}px`;
    },
  }), [frame, at.row, at.col]);
  return (
    <div ref={box} className={`eg-input${draft ? ' open' : ''}${multiline ? ' multi' : ''}`} data-leaving={leaving || undefined}>
      <textarea
        ref={field} rows={1} value={draft?.text ?? ''} readOnly={readOnly} aria-label={label}
        role={expanded ? 'combobox' : undefined} aria-expanded={expanded || undefined} spellCheck={false} autoComplete="off"
        onChange={(event) => onText(event.target.value)} onKeyDown={onKey} onBlur={onLeave}
        onCopy={onCopy} onCut={onCut} onPaste={onPaste}
      />
      {children}
    </div>
  );
}
