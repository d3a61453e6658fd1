import { ArrowDown, ArrowUp, ChevronDown, CircleAlert, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n';
import { Field } from '../Field';
import { number } from '../format';
import { Select } from '../form/Select';
import type { GridProps } from './EditableGrid';
import { cellName } from './faults';
import { insert, move, remove, typeInto } from './edits';
import { totalOf } from './SheetHead';
import type { CellError, GridColumn, GridRow } from './types';
import { useGrid } from './useGrid';
import { shown, typed } from './values';

type Props = Omit<GridProps, 'errors'> & { faults: Map<string, CellError> };
/** A phone draws so many cards at first; more come when they are asked for. */
const CARDS = 60;

/** The grid on a phone: each row a card that opens into fields. */
export function Cards({ label, columns, rows, onChange, readOnly = false, faults }: Props) {
  const { t, lang, loc } = useWords();
  const grid = useGrid(columns, rows, onChange);
  const [open, setOpen] = useState<number | null>(null);
  const [drawn, setDrawn] = useState(CARDS);
  const sums = columns.filter((column) => column.kind === 'integer');
  return (
    <section className="egc" aria-label={label}>
      {!readOnly && (
        <div className="eg-tools" role="toolbar" aria-label={t('grid.tools')}>
          <button type="button" className="icb" disabled={!grid.canUndo} onClick={grid.undo} aria-label={t('grid.undo')}><Undo2 aria-hidden className="i" /></button>
          <button type="button" className="icb" disabled={!grid.canRedo} onClick={grid.redo} aria-label={t('grid.redo')}><Redo2 aria-hidden className="i" /></button>
          <span className="grow" />
          {faults.size > 0 && <span className="errmsg row"><CircleAlert aria-hidden className="i sm" />{t('grid.faults', { count: faults.size })}</span>}
        </div>
      )}
      {rows.length === 0 && <p className="eg-empty">{t(readOnly ? 'grid.emptyRead' : 'grid.emptyPhone')}</p>}
      <ol>
        {rows.slice(0, drawn).map((row, i) => (
          <li key={i} className="egc-card">
            <CardHead at={i} row={row} columns={columns} bad={columns.some((column) => faults.has(cellName(i, column.key)))} open={open === i} onOpen={() => setOpen(open === i ? null : i)} />
            {open === i && (readOnly ? <CardRead row={row} columns={columns} /> : (
              <div className="egc-b">
                {columns.map((column) => <CardField key={column.key} column={column} row={row} error={faults.get(cellName(i, column.key))?.words} onText={(text) => grid.change(typeInto(rows, columns, { row: i, col: columns.indexOf(column) }, text))} />)}
                <div className="row wrap">
                  <button type="button" className="btn" disabled={i === 0} onClick={() => { grid.change(move(rows, i, i, -1)); setOpen(i - 1); }}><ArrowUp aria-hidden className="i sm" />{t('grid.up')}</button>
                  <button type="button" className="btn" disabled={i === rows.length - 1} onClick={() => { grid.change(move(rows, i, i, 1)); setOpen(i + 1); }}><ArrowDown aria-hidden className="i sm" />{t('grid.down')}</button>
                  <button type="button" className="btn" onClick={() => { grid.change(remove(rows, i, i)); setOpen(null); }}><Trash2 aria-hidden className="i sm" />{t('grid.remove', { count: 1 })}</button>
                </div>
              </div>
            ))}
          </li>
        ))}
      </ol>
      {rows.length > drawn && <button type="button" className="btn" onClick={() => setDrawn(drawn + CARDS)}>{t('grid.moreRows', { count: rows.length - drawn })}</button>}
      {rows.length > 0 && sums.length > 0 && <dl className="egc-sum"><dt>{t('grid.total')}</dt>{sums.map((column) => <dd key={column.key}>{loc(column.heading)}: <b>{number(totalOf(column, rows), lang)}</b></dd>)}</dl>}
      {!readOnly && <button type="button" className="btn eg-add" onClick={() => { grid.change(insert(rows, columns, rows.length)); setDrawn(Math.max(drawn, rows.length + 1)); setOpen(rows.length); }}>{t('grid.addRow')}</button>}
    </section>
  );
}

interface HeadProps { at: number; row: GridRow; columns: readonly GridColumn[]; bad: boolean; open: boolean; onOpen: () => void }
/** The first column names the card; the figures stand under it. */
function CardHead({ at, row, columns, bad, open, onOpen }: HeadProps) {
  const { t, lang, loc } = useWords();
  const [first, ...others] = columns;
  const facts = others.map((column) => ({ name: loc(column.heading), text: shown(column, row[column.key], lang) })).filter((fact) => fact.text !== '').slice(0, 3);
  return (
    <button type="button" className={bad ? 'egc-h bad' : 'egc-h'} aria-expanded={open} onClick={onOpen}>
      <span className="egc-n">{at + 1}</span>
      <span className="grow">
        <b>{first && (shown(first, row[first.key], lang) || t('grid.blank'))}</b>
        {!open && facts.map((fact) => <small key={fact.name}>{fact.name}: {fact.text}</small>)}
      </span>
      {bad && <CircleAlert aria-label={t('grid.hasFault')} className="i danger" />}
      <ChevronDown aria-hidden className={open ? 'i turned' : 'i'} />
    </button>
  );
}

function CardRead({ row, columns }: { row: GridRow; columns: readonly GridColumn[] }) {
  const { lang, loc } = useWords();
  return <dl className="egc-b cya">{columns.map((column) => <div key={column.key}><dt>{loc(column.heading)}</dt><dd className="pre">{shown(column, row[column.key], lang)}</dd></div>)}</dl>;
}

interface FieldProps { column: GridColumn; row: GridRow; error?: string; onText: (text: string) => void }
/** Read when one leaves the field, so that a half-typed date is no fault yet, and one field is one step to undo. */
function CardField({ column, row, error, onText }: FieldProps) {
  const { t, lang, loc } = useWords();
  const value = typed(column, row[column.key], lang);
  const [text, setText] = useState<string | null>(null);
  const label = loc(column.heading);
  if (column.readOnly) return <div className="fld"><p className="lbl">{label}</p><p>{shown(column, row[column.key], lang)}</p></div>;
  if (column.kind === 'choice') {
    const kept = row[column.key];
    const foreign = typeof kept === 'string' && !column.choices?.some((choice) => choice.code === kept) ? [{ value: kept, name: kept }] : [];
    return <Select label={label} error={error} value={typeof kept === 'string' ? kept : ''} onChange={(event) => onText(event.target.value)} options={[{ value: '', name: t('grid.noneChosen') }, ...foreign, ...(column.choices ?? []).map((choice) => ({ value: choice.code, name: loc(choice.name) }))]} />;
  }
  const shared = {
    label, error, value: text ?? value, hint: column.kind === 'date' ? t('grid.datePattern') : undefined,
    onBlur: () => { if (text !== null && text !== value) onText(text); setText(null); },
  };
  if (column.kind === 'longtext') return <Field multiline {...shared} rows={4} onChange={(event) => setText(event.target.value)} />;
  const mode = column.kind === 'integer' ? 'numeric' : column.kind === 'decimal' ? 'decimal' : column.kind === 'phone' ? 'tel' : undefined;
  return <Field {...shared} inputMode={mode} onChange={(event) => setText(event.target.value)} />;
}
