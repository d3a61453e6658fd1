import { memo } from 'react';
import { useWords } from '../../i18n';
import { cellName } from './faults';
import { isNumber } from './SheetHead';
import type { CellError, GridColumn, GridRow } from './types';
import { shown } from './values';

interface Props {
  at: number; row: GridRow; columns: readonly GridColumn[]; faults: Map<string, CellError>;
  /** One height for all: a long table is drawn in part. */
  flat: boolean;
  selected: { left: number; right: number } | null;
  active: number | null;
}

function Row({ at, row, columns, faults, flat, selected, active }: Props) {
  const { lang } = useWords();
  return (
    <tr aria-rowindex={at + 2} className={flat ? 'flat' : undefined}>
      <th scope="row" className={selected ? 'eg-n sel' : 'eg-n'} data-cell={`${at}:-1`}>{at + 1}</th>
      {columns.map((column, c) => {
        const error = faults.get(cellName(at, column.key));
        const chosen = selected !== null && c >= selected.left && c <= selected.right;
        const className = [isNumber(column) && 'num', chosen && 'sel', active === c && 'act', error && 'bad', column.readOnly && 'ro'].filter(Boolean).join(' ');
        return (
          <td key={column.key} role="gridcell" className={className || undefined} data-cell={`${at}:${c}`} aria-selected={chosen} aria-invalid={error ? true : undefined} title={error?.words}>
            <span className="eg-v">{shown(column, row[column.key], lang)}</span>
            {error && !flat && <span className="eg-e">{error.words}</span>}
          </td>
        );
      })}
    </tr>
  );
}

/** A keystroke in one cell must not draw two hundred rows anew. */
export const SheetRow = memo(Row, (a, b) =>
  a.row === b.row && a.at === b.at && a.columns === b.columns && a.faults === b.faults && a.flat === b.flat && a.active === b.active
  && a.selected?.left === b.selected?.left && a.selected?.right === b.selected?.right);
