import { ArrowDown, ArrowUp, CircleAlert, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n';
import type { CellError } from './types';
import type { Grid } from './useGrid';

interface Props { grid: Grid; rows: number; faults: CellError[]; onFault: (error: CellError) => void; after: () => void }

/** What the keys do, for the mouse: and the count of cells to mend, which leads to the next one at each press. */
export function SheetTools({ grid, rows, faults, onFault, after }: Props) {
  const { t } = useWords();
  const [at, setAt] = useState(-1);
  const picked = grid.b.bottom - grid.b.top + 1;
  const act = (what: () => void) => () => { what(); after(); };
  const next = () => {
    const i = (at + 1) % faults.length;
    const error = faults[i];
    setAt(i);
    if (error) onFault(error);
  };
  return (
    <div className="eg-tools" role="toolbar" aria-label={t('grid.tools')}>
      <button type="button" className="icb" disabled={!grid.canUndo} onClick={act(grid.undo)} aria-label={t('grid.undo')} title={`${t('grid.undo')} (Ctrl+Z)`}><Undo2 aria-hidden className="i" /></button>
      <button type="button" className="icb" disabled={!grid.canRedo} onClick={act(grid.redo)} aria-label={t('grid.redo')} title={`${t('grid.redo')} (Ctrl+Y)`}><Redo2 aria-hidden className="i" /></button>
      <span className="eg-sep" />
      <button type="button" className="btn s" onClick={act(() => grid.insertAt(grid.b.top))} disabled={rows === 0}>{t('grid.insertAbove')}</button>
      <button type="button" className="btn s" onClick={act(() => grid.insertAt(grid.b.bottom + 1))} disabled={rows === 0}>{t('grid.insertBelow')}</button>
      <button type="button" className="icb" onClick={act(() => grid.moveRows(-1))} disabled={rows === 0} aria-label={t('grid.up')} title={`${t('grid.up')} (Alt+↑)`}><ArrowUp aria-hidden className="i" /></button>
      <button type="button" className="icb" onClick={act(() => grid.moveRows(1))} disabled={rows === 0} aria-label={t('grid.down')} title={`${t('grid.down')} (Alt+↓)`}><ArrowDown aria-hidden className="i" /></button>
      <button type="button" className="btn s" onClick={act(grid.removeRows)} disabled={rows === 0} data-act="remove-rows"><Trash2 aria-hidden className="i sm" />{t('grid.remove', { count: picked })}</button>
      <span className="grow" />
      {faults.length > 0 && <button type="button" className="btn s eg-faults" onClick={next} data-act="next-fault"><CircleAlert aria-hidden className="i sm" />{t('grid.faults', { count: faults.length })}</button>}
    </div>
  );
}
