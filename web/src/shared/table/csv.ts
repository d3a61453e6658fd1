// A table as a file for Excel or LibreOffice.
import type { Lang } from '../../api/types';

export type CsvCell = string | number | null | undefined;

/**
 * UTF-8 with a mark at its head, without which Excel reads Vietnamese as something else. A Vietnamese Excel expects
 * semicolons and decimal commas, an English one commas and points.
 */
export function csv(rows: readonly (readonly CsvCell[])[], lang: Lang): string {
  const separator = lang === 'vi' ? ';' : ',';
  const line = (cells: readonly CsvCell[]) => cells.map((cell) => field(cell, lang, separator)).join(separator);
  return `\uFEFF${rows.map(line).join('\r\n')}\r\n`;
}

function field(cell: CsvCell, lang: Lang, separator: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return lang === 'vi' ? String(cell).replace('.', ',') : String(cell);
  // A text that a spreadsheet would take for a formula is marked as text: names come from outside.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
