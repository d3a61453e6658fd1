import { useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { useWords } from '../../i18n';
import { CellInput, type CellInputHandle } from './CellInput';
import { cellName } from './faults';
import { onGridKey } from './keys';
import { matching, SheetChoices } from './SheetChoices';
import { SheetHead, SheetTotals } from './SheetHead';
import { SheetRow } from './SheetRow';
import { SheetStatus } from './SheetStatus';
import { SheetTools } from './SheetTools';
import type { CellError, Place } from './types';
import { useGrid } from './useGrid';
import { useWindow } from './useWindow';
import type { GridProps } from './EditableGrid';

type Props = Omit<GridProps, 'errors'> & { faults: Map<string, CellError> };

/** The grid on a desk. The focus always stands in one hidden field over the active cell: there typing, input methods, copying and pasting are the browser's own. */
export function Sheet({ label, columns, rows, onChange, readOnly = false, faults }: Props) {
  const { t, loc } = useWords();
  const grid = useGrid(columns, rows, onChange);
  const frame = useRef<HTMLDivElement>(null);
  const input = useRef<CellInputHandle>(null);
  const dragging = useRef(false);
  const [leaving, setLeaving] = useState(false);
  const view = useWindow(frame, rows.length);
  const { area, b, draft } = grid;
  const active = area.anchor;
  const column = columns[active.col];
  const choices = draft && column?.kind === 'choice' ? matching(column, draft) : null;

  const choose = (i: number) => {
    const choice = choices?.[i];
    if (!choice) return;
    grid.setDraft(null);
    grid.put(active, choice.code);
    grid.select(grid.hold({ row: active.row + 1, col: active.col }));
  };
  const go = (place: Place) => {
    grid.select(place);
    input.current?.focus();
  };

  useLayoutEffect(() => { view.show(area.focus); }, [area.focus.row, area.focus.col]);
  useLayoutEffect(() => { input.current?.place(); });
  useEffect(() => {
    const end = () => { dragging.current = false; };
    addEventListener('pointerup', end);
    return () => removeEventListener('pointerup', end);
  }, []);

  const placeOf = (event: MouseEvent): Place | null => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-cell]')?.dataset.cell?.split(':');
    return cell ? { row: Number(cell[0]), col: Number(cell[1]) } : null;
  };
  const down = (event: PointerEvent) => {
    const place = placeOf(event);
    if (!place || event.button !== 0) return;
    event.preventDefault(); // the focus stays in the field
    if (draft) grid.commit();
    if (place.col < 0) grid.selectRow(place.row, event.shiftKey);
    else if (event.pointerType === 'touch' && place.row === active.row && place.col === active.col && !readOnly) grid.open();
    else {
      grid.select(place, event.shiftKey);
      dragging.current = event.pointerType !== 'touch';
    }
    input.current?.focus();
  };
  const over = (event: PointerEvent) => {
    const place = dragging.current ? placeOf(event) : null;
    if (place && place.col >= 0) grid.select(place, true);
  };
  const copy = (event: ClipboardEvent, cut: boolean) => {
    if (draft) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', grid.copied());
    if (cut && !readOnly) grid.clear();
  };
  const pasted = (event: ClipboardEvent) => {
    if (draft) return;
    event.preventDefault();
    if (!readOnly) grid.paste(event.clipboardData.getData('text/plain'));
  };

  const fault = column && faults.get(cellName(active.row, column.key));
  return (
    <section className={readOnly ? 'eg readonly' : 'eg'} aria-label={label}>
      {!readOnly && <SheetTools grid={grid} rows={rows.length} faults={[...faults.values()]} onFault={(error) => go({ row: error.row, col: columns.findIndex((each) => each.key === error.key) })} after={() => input.current?.focus()} />}
      <div
        ref={frame} className="eg-frame" onScroll={view.onScroll}
        onPointerDown={down} onPointerOver={over} onDoubleClick={(event) => { if (placeOf(event) && !readOnly) grid.open(); }}
      >
        <table role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} aria-multiselectable>
          <SheetHead columns={columns} />
          <tbody>
            {view.before > 0 && <tr aria-hidden className="eg-gap"><td colSpan={columns.length + 1} style={{ height: view.before }} /></tr>}
            {rows.slice(view.from, view.to).map((row, i) => {
              const at = view.from + i;
              const touched = at >= b.top && at <= b.bottom;
              return (
                <SheetRow
                  key={at} at={at} row={row} columns={columns} faults={faults} flat={view.flat}
                  selected={touched ? { left: b.left, right: b.right } : null} active={at === active.row ? active.col : null}
                />
              );
            })}
            {view.after > 0 && <tr aria-hidden className="eg-gap"><td colSpan={columns.length + 1} style={{ height: view.after }} /></tr>}
          </tbody>
          <SheetTotals columns={columns} rows={rows} />
        </table>
        {rows.length === 0 && <p className="eg-empty">{t(readOnly ? 'grid.emptyRead' : 'grid.empty')}</p>}
        <CellInput
          ref={input} frame={frame} at={active} draft={draft} multiline={column?.kind === 'longtext'} readOnly={readOnly || column?.readOnly === true}
          label={column ? t('grid.at', { row: active.row + 1, column: loc(column.heading) }) : label} expanded={choices !== null} leaving={leaving}
          onText={(text) => grid.setDraft(draft ? { ...draft, text, pick: column?.kind === 'choice' ? 0 : -1 } : { text, over: true, pick: column?.kind === 'choice' ? 0 : -1 })}
          onKey={(event) => {
            if (readOnly && (event.key === 'F2' || event.key === 'Enter' || event.key === 'Delete' || event.key === 'Backspace')) return;
            if (leaving && event.key === 'Tab') return;
            setLeaving(false);
            onGridKey(event, grid, choices && { count: choices.length, take: choose }, () => setLeaving(true));
          }}
          onCopy={(event) => copy(event, false)} onCut={(event) => copy(event, true)} onPaste={pasted}
          onLeave={() => { if (draft) grid.commit(); setLeaving(false); }}
        >
          {choices && draft && <SheetChoices choices={choices} pick={draft.pick} onTake={choose} />}
        </CellInput>
      </div>
      <SheetStatus columns={columns} rows={rows} at={active} b={b} fault={fault?.words} many={b.top !== b.bottom || b.left !== b.right} />
      {!readOnly && <button type="button" className="btn eg-add" onClick={() => { grid.insertAt(rows.length); input.current?.focus(); }} data-act="add-row">{t('grid.addRow')}</button>}
    </section>
  );
}
