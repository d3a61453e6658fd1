import { useWords } from '../../i18n';
import { number } from '../format';
import type { Bounds } from './edits';
import { isNumber } from './SheetHead';
import type { GridColumn, GridRow, Place } from './types';

interface Props { columns: readonly GridColumn[]; rows: readonly GridRow[]; at: Place; b: Bounds; many: boolean; fault?: string }

/** Where one is, what is wrong there, and of several cells their count and sum; spoken too, as it changes. */
export function SheetStatus({ columns, rows, at, b, many, fault }: Props) {
  const { t, lang, loc } = useWords();
  const column = columns[at.col];
  if (!column || rows.length === 0) return <p className="eg-status">{t('grid.hint')}</p>;
  const numbers = rows.slice(b.top, b.bottom + 1).flatMap((row) => columns.slice(b.left, b.right + 1).filter(isNumber).map((each) => row[each.key])).filter((value) => typeof value === 'number');
  return (
    <p className="eg-status" role="status">
      <b>{t('grid.at', { row: at.row + 1, column: loc(column.heading) })}</b>
      {fault && <span className="errmsg">{fault}</span>}
      {many && <span>{t('grid.chosen', { rows: b.bottom - b.top + 1, columns: b.right - b.left + 1 })}{numbers.length > 1 && <> · {t('grid.sum', { n: number(numbers.reduce((sum, n) => sum + n, 0), lang, 3) })}</>}</span>}
      <span className="grow" />
      <span className="mut eg-hint">{t('grid.hint')}</span>
    </p>
  );
}
