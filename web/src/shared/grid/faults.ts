// The faults of a grid, by cell: the grid's own and those the server found, in the words of the reader.
import type { Words } from '../../i18n';
import type { CellError, GridColumn, GridRow } from './types';
import { fault } from './values';

/** What stands in the way of saving, by the columns' own kinds. Pages ask this before they send. */
export function ownFaults(columns: readonly GridColumn[], rows: readonly GridRow[], t: Words['t']): CellError[] {
  return rows.flatMap((row, i) => columns.flatMap((column) => {
    const found = fault(column, row[column.key]);
    return found ? [{ row: i, key: column.key, words: t(`grid.fault.${found}`) }] : [];
  }));
}

/** Of both kinds, in the order in which they are met; the server's words win where both speak of a cell. */
export function faultsByCell(own: CellError[], told: readonly CellError[]): Map<string, CellError> {
  const all = new Map<string, CellError>();
  for (const error of [...own, ...told]) all.set(cellName(error.row, error.key), error);
  return new Map([...all].sort(([, a], [, b]) => a.row - b.row));
}

export const cellName = (row: number, key: string) => `${row}:${key}`;
