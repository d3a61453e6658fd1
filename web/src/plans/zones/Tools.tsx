import { Eraser, Keyboard, Redo2, Scissors, SquareDashed, SquarePen, SquarePlus, Undo2, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Tool } from '../../drawing/usePen';
import { useWords } from '../../i18n';
import { Dialog } from '../../shared/Dialog';

const LOOKS: Record<Exclude<Tool, 'look'>, { icon: LucideIcon; key: string }> = {
  edit: { icon: SquarePen, key: 's' }, draw: { icon: SquarePlus, key: 'v' }, hole: { icon: SquareDashed, key: 'l' }, erase: { icon: Eraser, key: 'x' }, line: { icon: Scissors, key: 'c' },
};

interface Props {
  at: HTMLElement | null; tools: Exclude<Tool, 'look'>[]; tool: Tool; onTool: (tool: Tool) => void;
  undo: { may: boolean; act: () => void }; redo: { may: boolean; act: () => void };
}

/** The tools over the map, with their keys. What the tool in hand wants is said below it. */
export function Tools({ at, tools, tool, onTool, undo, redo }: Props) {
  const { t } = useWords();
  const [help, setHelp] = useState(false);
  const now = useRef({ tools, onTool, undo, redo });
  now.current = { tools, onTool, undo, redo };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('dialog[open]') || event.altKey) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (key === 'z' || key === 'y') {
          event.preventDefault();
          (key === 'y' || event.shiftKey ? now.current.redo : now.current.undo).act();
        }
        return;
      }
      if (key === '?') return setHelp(true);
      const wanted = now.current.tools.find((each) => LOOKS[each].key === key);
      if (wanted) now.current.onTool(wanted);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  if (!at) return null;
  const keys: [string, string][] = [
    ...tools.map((each): [string, string] => [LOOKS[each].key.toUpperCase(), t(`draw.tool.${each}`)]),
    ['Enter', t('draw.keys.finish')], ['Esc', t('draw.keys.cancel')], ['Ctrl Z', t('draw.keys.undo')], ['Ctrl Y', t('draw.keys.redo')], [t('draw.keys.arrows'), t('draw.keys.pan')], ['+ −', t('draw.keys.zoom')],
  ];
  return createPortal(
    <>
      <div className="toolbar" role="toolbar" aria-label={t('draw.tools')}>
        {tools.map((each) => {
          const { icon: Icon, key } = LOOKS[each];
          return <button key={each} type="button" className="btn s" aria-pressed={tool === each} aria-keyshortcuts={key.toUpperCase()} onClick={() => onTool(each)} data-tool={each}><Icon aria-hidden className="i sm" />{t(`draw.tool.${each}`)}</button>;
        })}
        {tools.length > 0 && <span className="toolgap" />}
        <button type="button" className="btn s" disabled={!undo.may} onClick={undo.act} data-act="undo"><Undo2 aria-hidden className="i sm" />{t('draw.tool.undo')}</button>
        <button type="button" className="btn s" disabled={!redo.may} onClick={redo.act} data-act="redo"><Redo2 aria-hidden className="i sm" />{t('draw.tool.redo')}</button>
        <button type="button" className="btn s" onClick={() => setHelp(true)}><Keyboard aria-hidden className="i sm" />{t('draw.tool.keys')}</button>
      </div>
      {tools.length > 0 && <p className="toolsay" role="status">{t(`draw.say.${tool}`)}</p>}
      {help && (
        <Dialog title={t('draw.keys.title')} onClose={() => setHelp(false)}>
          <div className="dlg-b">
            <p className="mut">{t('draw.keys.lead')}</p>
            <dl className="cya">{keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
          </div>
        </Dialog>
      )}
    </>,
    at,
  );
}
