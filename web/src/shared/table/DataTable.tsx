import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n';
import { number } from '../format';
import { csv, download, type CsvCell } from './csv';

export interface Column<T> {
  key: string;
  heading: string;
  /** What is shown; without it, the value itself. */
  cell?: (row: T) => ReactNode;
  /** What sorts, adds up and goes into the file. */
  value: (row: T) => CsvCell;
  num?: boolean;
  /** Adds the column up in the last row. */
  total?: boolean;
  /** What the last row shows of this column where a single number would not do. */
  sum?: (rows: T[]) => ReactNode;
  /** The column that names the row: it heads the card on a phone. */
  main?: boolean;
  /** Nothing to sort by, such as a column of buttons. */
  fixed?: boolean;
}

interface Props<T> {
  /** Says what the table holds, for those who do not see it. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  /** The order to begin with; without it, as given. */
  sorted?: { key: string; down?: boolean };
  /** The file's name without its ending; without it there is no download. */
  file?: string;
  /** What to do first, where there is nothing yet. */
  empty: ReactNode;
  /** Rows that want attention get a class. */
  rowClass?: (row: T) => string | undefined;
}

/** A table to read: the head stays, numbers stand right, the last row adds up; on a phone each row is a card. */
export function DataTable<T>({ caption, columns, rows, rowKey, sorted, file, empty, rowClass }: Props<T>) {
  const { t, lang } = useWords();
  const [order, setOrder] = useState<{ key: string; down: boolean } | null>(sorted ? { key: sorted.key, down: sorted.down ?? false } : null);
  if (rows.length === 0) return <div className="emptybox">{empty}</div>;
  const by = order && columns.find((column) => column.key === order.key);
  const shown = by ? [...rows].sort((a, b) => compare(by.value(a), by.value(b)) * (order.down ? -1 : 1)) : rows;
  const adds = columns.some((column) => column.total || column.sum);
  const sum = (column: Column<T>) => rows.reduce((total, row) => total + Number(column.value(row) ?? 0), 0);
  const save = () => {
    const kept = columns.filter((column) => !column.fixed);
    download(`${file}.csv`, csv([kept.map((column) => column.heading), ...shown.map((row) => kept.map((column) => column.value(row)))], lang));
  };
  return (
    <div className="dt">
      <div className="dt-h">
        <p className="sm mut">{t('table.rows', { count: rows.length, n: number(rows.length, lang) })}</p>
        <span className="grow" />
        {file && <button type="button" className="btn s" onClick={save} data-act="csv"><Download aria-hidden className="i sm" />{t('table.csv')}</button>}
      </div>
      <div className="dt-scroll" tabIndex={0} role="group" aria-label={caption}>
        <table role="table">
          <caption className="vh">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <Heading key={column.key} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((row) => (
              <tr role="row" key={rowKey(row)} className={rowClass?.(row)}>
                {columns.map((column) => {
                  const body = column.cell ? column.cell(row) : show(column.value(row), lang);
                  const shared = { className: column.num ? 'num' : column.main ? 'main' : undefined, 'data-label': column.heading };
                  return column.main
                    ? <th key={column.key} scope="row" role="rowheader" {...shared}>{body}</th>
                    : <td key={column.key} role="cell" {...shared}>{body}</td>;
                })}
              </tr>
            ))}
          </tbody>
          {adds && (
            <tfoot role="rowgroup">
              <tr role="row">
                {columns.map((column, i) => (
                  <td key={column.key} role="cell" className={column.num ? 'num' : undefined} data-label={column.heading}>
                    {i === 0 ? t('table.total') : column.sum ? column.sum(rows) : column.total ? number(sum(column), lang) : ''}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  );
}

interface HeadingProps<T> { column: Column<T>; order: { key: string; down: boolean } | null; onOrder: (order: { key: string; down: boolean }) => void }
function Heading<T>({ column, order, onOrder }: HeadingProps<T>) {
  const here = order?.key === column.key;
  const className = column.num ? 'num' : undefined;
  if (column.fixed) return <th scope="col" role="columnheader" className={className}><span className="vh">{column.heading}</span></th>;
  const Icon = here && order.down ? ArrowDown : ArrowUp;
  return (
    <th scope="col" role="columnheader" className={className} aria-sort={here ? (order.down ? 'descending' : 'ascending') : undefined}>
      <button type="button" className={here ? 'sort here' : 'sort'} onClick={() => onOrder({ key: column.key, down: here ? !order.down : false })}>
        {column.heading}<Icon aria-hidden size={13} />
      </button>
    </th>
  );
}

const collator = new Intl.Collator('vi', { numeric: true });
/** Nothing known goes first, as everywhere; Vietnamese letters in their own order. */
function compare(a: CsvCell, b: CsvCell): number {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1;
  if (b === null || b === undefined) return 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

function show(value: CsvCell, lang: 'vi' | 'en'): string {
  return typeof value === 'number' ? number(value, lang) : (value ?? '');
}
