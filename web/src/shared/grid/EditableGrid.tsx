import { useMemo } from 'react';
import { useWords } from '../../i18n';
import { useDesktop } from '../media';
import './grid.css';
import { Cards } from './Cards';
import { faultsByCell, ownFaults } from './faults';
import { Sheet } from './Sheet';
import type { CellError, GridColumn, GridRow } from './types';

export interface GridProps {
  /** What the table is, for its heading and for those who do not see it. */
  label: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  onChange: (rows: readonly GridRow[]) => void;
  /** What the server found wrong; the grid finds by itself what does not fit a column's kind. */
  errors?: readonly CellError[];
  readOnly?: boolean;
}

const NONE: CellError[] = [];

/**
 * A table of a plan's annex, worked on as in a spreadsheet: keys, blocks pasted from Excel, undo. Ours and not a
 * library's: the free ones either draw on a canvas (nothing for a screen reader, nothing for print) or know no
 * Vietnamese numbers and dates, and none becomes cards on a phone.
 */
export default function EditableGrid({ errors = NONE, ...props }: GridProps) {
  const { t } = useWords();
  const desktop = useDesktop();
  const { columns, rows, readOnly } = props;
  const all = useMemo(() => faultsByCell(readOnly ? [] : ownFaults(columns, rows, t), errors), [columns, rows, errors, readOnly, t]);
  return desktop ? <Sheet {...props} faults={all} /> : <Cards {...props} faults={all} />;
}
