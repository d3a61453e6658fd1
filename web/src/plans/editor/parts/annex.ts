// Annex tables between the plan and the grid.
import type { CellError, CellKind, GridColumn, GridRow } from '../../../shared/grid/types';
import type { AnnexRow, FormColumn, FormTable } from '../../types';

const KIND: Record<FormColumn['kind'], CellKind> = { text: 'text', long_text: 'longtext', whole: 'integer', day: 'date', phone: 'phone', choice: 'choice' };
export const gridColumns = (table: FormTable): GridColumn[] =>
  table.columns.map((column) => ({ key: column.key, kind: KIND[column.kind], heading: column.heading, ...(column.kind === 'choice' && { choices: column.choices }) }));

/** The grid has null for nothing; the plan has an empty text where a text belongs. */
export function rowsOfPlan(table: FormTable, rows: readonly GridRow[]): AnnexRow[] {
  const texts = table.columns.filter((column) => column.kind !== 'whole' && column.kind !== 'day').map((column) => column.key);
  return rows.map((row) => ({ ...row, ...Object.fromEntries(texts.map((key) => [key, row[key] ?? ''])) }));
}

/** Rows that name somebody or something but give no telephone; a plan with such a row cannot call anyone at night. */
export function withoutPhone(table: FormTable, rows: readonly AnnexRow[]): number[] {
  const phone = table.columns.find((column) => column.kind === 'phone');
  if (!phone) return [];
  const filled = (row: AnnexRow) => Object.values(row).some((cell) => cell !== null && cell !== '');
  return rows.flatMap((row, i) => (filled(row) && !row[phone.key] ? [i] : []));
}

export function phoneErrors(table: FormTable, rows: readonly AnnexRow[], words: string): CellError[] {
  const phone = table.columns.find((column) => column.kind === 'phone');
  return phone ? withoutPhone(table, rows).map((row) => ({ row, key: phone.key, words })) : [];
}

/** The server's faults of one table, at their cells: `/annexes/shelters/3/phone`. */
export const faultsOf = (table: FormTable, faults: readonly { pointer: string; detail: string }[]): CellError[] =>
  faults.flatMap((fault) => {
    const [, , key, row, column] = fault.pointer.split('/');
    return key === table.key && row ? [{ row: Number(row), key: column ?? table.columns[0]?.key ?? '', words: fault.detail }] : [];
  });
