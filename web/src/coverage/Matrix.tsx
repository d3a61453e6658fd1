import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { asked, covered, windowOf, type Matrix as Arranged, type MatrixRow } from './arrange';
import type { At } from './CoveragePage';
import { CODE } from './StateMark';

const ROW = 30;
interface Props { matrix: Arranged; at: At | null; onAt: (at: At) => void }

/** Units by hazards. One cell takes the tab; arrows go on from there. Only the rows in view are drawn. */
export function Matrix({ matrix, at, onAt }: Props) {
  const { t, lang, loc } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ from: 0, to: 40 });
  const [here, setHere] = useState({ row: 0, col: 0 });
  const moved = useRef(false);
  const { hazards, rows, columns } = matrix;
  const place = { row: Math.min(here.row, rows.length - 1), col: Math.min(here.col, hazards.length - 1) };
  const look = () => {
    const box = frame.current;
    if (!box) return;
    const next = windowOf(box.scrollTop, box.clientHeight, ROW, rows.length);
    setView((before) => (before.from === next.from && before.to === next.to ? before : next));
  };
  useLayoutEffect(look, [rows.length]);
  useEffect(() => {
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  });
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    frame.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.col}"]`)?.focus();
  });
  const onKey = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 300) / ROW) - 4);
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-page, 0], PageDown: [page, 0], Home: [0, -99], End: [0, 99] }[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (value: number, last: number) => Math.max(0, Math.min(last, value));
    const next = { row: within(place.row + (step[0] ?? 0), rows.length - 1), col: within(place.col + (step[1] ?? 0), hazards.length - 1) };
    const box = frame.current;
    if (box) {
      const top = next.row * ROW;
      const room = box.clientHeight - 190; // head and totals stand over the rows
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top > box.scrollTop + room) box.scrollTop = top - room;
      look();
    }
    moved.current = true;
    setHere(next);
  };
  return (
    <div className="cm-frame" ref={frame} onScroll={look} onKeyDown={onKey}>
      <table className="cm" role="grid" aria-label={t('coverage.title')} aria-rowcount={rows.length + 2} aria-colcount={hazards.length + 2}>
        <thead>
          <tr>
            <th scope="col" className="cm-u">{t('plan.unit')}</th>
            {hazards.map((hazard) => <th key={hazard.code} scope="col" className="cm-h"><span>{loc(hazard.name)}</span></th>)}
            <th scope="col" className="cm-s">{t('coverage.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {view.from > 0 && <tr aria-hidden><td colSpan={hazards.length + 2} style={{ height: view.from * ROW, padding: 0 }} /></tr>}
          {rows.slice(view.from, view.to).map((row, i) => (
            <Row key={row.unit.code} row={row} at={view.from + i} here={view.from + i === place.row ? place.col : null} chosen={at?.unit === row.unit.code ? at.hazard : null} onAt={onAt} onHere={setHere} />
          ))}
          {view.to < rows.length && <tr aria-hidden><td colSpan={hazards.length + 2} style={{ height: (rows.length - view.to) * ROW, padding: 0 }} /></tr>}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="cm-u">{t('coverage.totals')}</th>
            {columns.map((column, i) => <td key={hazards[i]?.code}>{number(covered(column), lang)}<small>/{number(asked(column), lang)}</small></td>)}
            <td className="cm-s">{number(covered(matrix.all), lang)}<small>/{number(asked(matrix.all), lang)}</small></td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface RowProps { row: MatrixRow; at: number; here: number | null; chosen: string | null; onAt: (at: At) => void; onHere: (place: { row: number; col: number }) => void }
const Row = memo(function Row({ row, at, here, chosen, onAt, onHere }: RowProps) {
  const { t } = useWords();
  return (
    <tr aria-rowindex={at + 2}>
      <th scope="row" className="cm-u" title={row.unit.name}><span className="cut">{row.unit.name}</span></th>
      {row.cells.map(({ cell, meant }, col) => (
        <td key={cell.hazard} role="gridcell">
          <button
            type="button" data-cell={`${at}:${col}`} tabIndex={here === col ? 0 : -1}
            className={`cc c-${cell.state}${meant ? '' : ' pale'}${cell.owes?.overdue ? ' late' : ''}${chosen === cell.hazard ? ' chosen' : ''}`}
            aria-label={`${CODE[cell.state]}, ${t(`coverage.state.${cell.state}`)}${cell.owes?.overdue ? `, ${t('coverage.overdue')}` : ''}`}
            onClick={() => { onHere({ row: at, col }); onAt({ unit: row.unit.code, hazard: cell.hazard }); }}
          ><i aria-hidden />{CODE[cell.state]}</button>
        </td>
      ))}
      <td className="cm-s">{covered(row.counts)}<small>/{asked(row.counts)}</small></td>
    </tr>
  );
});
