import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { asked, covered, type Matrix, type MatrixRow } from './arrange';
import type { At } from './CoveragePage';
import { CODE } from './StateMark';
import { STATES } from './types';

const SHOWN = 40;

/** The same on a phone: a unit with its counts, and under it the hazards, what is missing first. */
export function UnitList({ matrix, onAt }: { matrix: Matrix; onAt: (at: At) => void }) {
  const { t } = useWords();
  const [shown, setShown] = useState(SHOWN);
  const [open, setOpen] = useState<string | null>(matrix.rows.length === 1 ? (matrix.rows[0]?.unit.code ?? null) : null);
  return (
    <>
      <ul className="culist">
        {matrix.rows.slice(0, shown).map((row) => (
          <li key={row.unit.code}>
            <button type="button" className="culist-h" aria-expanded={open === row.unit.code} onClick={() => setOpen(open === row.unit.code ? null : row.unit.code)}>
              <span className="grow"><b>{row.unit.name}</b><small>{t('coverage.unitLead', { covered: covered(row.counts), asked: asked(row.counts) })}</small><Bars row={row} /></span>
              <ChevronDown aria-hidden className={open === row.unit.code ? 'i turned' : 'i'} />
            </button>
            {open === row.unit.code && <Hazards row={row} matrix={matrix} onAt={onAt} />}
          </li>
        ))}
      </ul>
      {matrix.rows.length > shown && <button type="button" className="btn xl" onClick={() => setShown(shown + SHOWN)}>{t('coverage.moreUnits', { count: matrix.rows.length - shown })}</button>}
    </>
  );
}

function Bars({ row }: { row: MatrixRow }) {
  return <span className="cubars">{STATES.filter((state) => row.counts[state] > 0).map((state) => <span key={state} className={`cmark c-${state}`}><i aria-hidden /><b>{CODE[state]}</b> {row.counts[state]}</span>)}</span>;
}

function Hazards({ row, matrix, onAt }: { row: MatrixRow; matrix: Matrix; onAt: (at: At) => void }) {
  const { t, loc } = useWords();
  const cells = row.cells.filter((each) => each.meant).sort((a, b) => STATES.indexOf(a.cell.state) - STATES.indexOf(b.cell.state));
  return (
    <ul className="cuhaz">
      {cells.map(({ cell }) => (
        <li key={cell.hazard}>
          <button type="button" onClick={() => onAt({ unit: row.unit.code, hazard: cell.hazard })}>
            <span className={`cmark c-${cell.state}`}><i aria-hidden /><b>{CODE[cell.state]}</b></span>
            <span className="grow cap">{loc(matrix.hazards.find((hazard) => hazard.code === cell.hazard)?.name)}<small>{t(`coverage.state.${cell.state}`)}{cell.owes?.overdue ? ` · ${t('coverage.overdue')}` : ''}</small></span>
          </button>
        </li>
      ))}
    </ul>
  );
}
