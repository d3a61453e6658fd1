// The form in which spreadsheets put cells on the clipboard: tabs between cells, line breaks between rows, and quotes
// around a cell that holds either.

/** The cells of a block copied from Excel or LibreOffice. Rows may differ in length, as they came. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    at = end;
    if (text[at] === '\t') {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  // A block ends with a line break; what follows it is no row.
  if (rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '') rows.pop();
  return rows;
}

function plainCell(text: string, from: number): [string, number] {
  let end = from;
  while (end < text.length && !'\t\r\n'.includes(text.charAt(end))) end += 1;
  return [text.slice(from, end), end];
}

/** A quote that is never closed, or closed in the middle of a word (`"Ba Na" hills`), is a quote and not a wrapping. */
function quotedCell(text: string, from: number): [string, number] {
  let cell = '';
  let at = from + 1;
  while (at < text.length) {
    if (text[at] !== '"') {
      cell += text[at];
      at += 1;
    } else if (text[at + 1] === '"') {
      cell += '"';
      at += 2;
    } else {
      const end = at + 1;
      return end === text.length || '\t\r\n'.includes(text.charAt(end)) ? [cell.replaceAll('\r\n', '\n'), end] : plainCell(text, from);
    }
  }
  return plainCell(text, from);
}

/** The same form, to go out. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\r\n');
}
