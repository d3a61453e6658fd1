import { expect, test } from 'vitest';
import { clear, move, paste, typeInto } from './edits';
import type { Area, GridColumn, GridRow } from './types';

const L = (vi: string) => ({ vi, en: vi });
const columns: GridColumn[] = [
  { key: 'name', kind: 'text', heading: L('Tên') },
  { key: 'people', kind: 'integer', heading: L('Khẩu') },
  { key: 'sum', kind: 'integer', heading: L('Tính'), readOnly: true },
];
const rows: GridRow[] = [{ id: 'x1', name: 'A', people: 1, sum: 9 }, { id: 'x2', name: 'B', people: 2, sum: 9 }];
const at = (row: number, col: number, toRow = row, toCol = col): Area => ({ anchor: { row, col }, focus: { row: toRow, col: toCol } });

test('a block longer than the table adds rows', () => {
  const pasted = paste(rows, columns, at(1, 0), [['C', '1.234'], ['D', '5']]);
  expect(pasted.rows).toHaveLength(3);
  expect(pasted.rows[1]).toEqual({ id: 'x2', name: 'C', people: 1234, sum: 9 });
  expect(pasted.rows[2]).toMatchObject({ name: 'D', people: 5 });
  expect(pasted.area).toEqual(at(1, 0, 2, 1));
});
test('a block wider than the table loses what is too wide', () => expect(paste(rows, columns, at(0, 1), [['7', '8', '9', '10']]).rows[0]).toEqual({ id: 'x1', name: 'A', people: 7, sum: 9 }));
test('a shorter line in a block leaves the cells it does not reach', () => expect(paste(rows, columns, at(0, 0), [['X', '1'], ['Y']]).rows[1]).toMatchObject({ name: 'Y', people: 2 }));
test('one copied cell fills the selection, whichever corner it was begun at', () => {
  const filled = paste(rows, columns, at(1, 1, 0, 0), [['3']]).rows;
  expect(filled.map((row) => [row.name, row.people])).toEqual([['3', 3], ['3', 3]]);
});
test('the old rows stay as they were', () => {
  paste(rows, columns, at(0, 0), [['changed']]);
  expect(rows[0]?.name).toBe('A');
});
test('typing the same value again is no change', () => expect(typeInto(rows, columns, { row: 0, col: 1 }, '1')).toBe(rows));
test('a read-only cell is neither typed into nor cleared', () => {
  expect(typeInto(rows, columns, { row: 0, col: 2 }, '5')).toBe(rows);
  expect(clear(rows, columns, at(0, 0, 1, 2)).map((row) => [row.name, row.people, row.sum])).toEqual([[null, null, 9], [null, null, 9]]);
});
test('rows move within the table and not out of it', () => {
  expect(move(rows, 0, 0, 1).map((row) => row.name)).toEqual(['B', 'A']);
  expect(move(rows, 0, 0, -1)).toBe(rows);
  expect(move(rows, 1, 1, 1)).toBe(rows);
});
