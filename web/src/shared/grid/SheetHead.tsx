import { useWords } from '../../i18n';
import { number } from '../format';
import type { CellKind, GridColumn, GridRow } from './types';

const WIDTH: Record<CellKind, number> = { text: 180, longtext: 280, integer: 92, decimal: 100, choice: 150, date: 112, phone: 124 };
export const widthOf = (column: GridColumn) => column.width ?? WIDTH[column.kind];
export const isNumber = (column: GridColumn) => column.kind === 'integer' || column.kind === 'decimal';

export function SheetHead({ columns }: { columns: readonly GridColumn[] }) {
  const { t, loc } = useWords();
  return (
    <>
      <colgroup><col className="eg-tt" />{columns.map((column) => <col key={column.key} style={{ width: widthOf(column) }} />)}</colgroup>
      <thead>
        <tr>
          <th scope="col" className="eg-n">{t('grid.no')}</th>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={isNumber(column) ? 'num' : undefined}>{loc(column.heading)}{column.required && <span className="eg-req" title={t('grid.required')}> *</span>}</th>
          ))}
        </tr>
      </thead>
    </>
  );
}

/** Whole numbers add up; what could not be read as a number is not in the sum, and its cell says so. */
export function SheetTotals({ columns, rows }: { columns: readonly GridColumn[]; rows: readonly GridRow[] }) {
  const { t, lang } = useWords();
  if (rows.length === 0 || !columns.some((column) => column.kind === 'integer')) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" className="eg-n">{t('grid.total')}</th>
        {columns.map((column) => <td key={column.key} className="num">{column.kind === 'integer' ? number(totalOf(column, rows), lang) : ''}</td>)}
      </tr>
    </tfoot>
  );
}

export const totalOf = (column: GridColumn, rows: readonly GridRow[]): number =>
  rows.reduce((sum, row) => { const value = row[column.key]; return sum + (typeof value === 'number' ? value : 0); }, 0);
