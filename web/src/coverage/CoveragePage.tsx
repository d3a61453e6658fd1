import '../i18n/planning';
import '../plans/plans.css';
import './coverage.css';
import { Download, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { Office } from '../app/Office';
import { useWords, type Words } from '../i18n';
import { dayText } from '../plans/days';
import { useRights, useUnits } from '../plans/planQueries';
import { within } from '../plans/reach';
import { Dialog } from '../shared/Dialog';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { csv, download } from '../shared/table/csv';
import { arranged, asked, covered, type Filter, type Matrix as Arranged } from './arrange';
import { CellPanel } from './CellPanel';
import { useCoverage } from './coverageQueries';
import { Matrix } from './Matrix';
import { CODE, Legend } from './StateMark';
import { STATES, type CoverState } from './types';
import { UnitList } from './UnitList';

export interface At { unit: string; hazard: string }

/** Which unit has a plan against what, and who owes the next step. */
export default function CoveragePage() {
  const { t, lang, loc } = useWords();
  const desktop = useDesktop();
  const coverage = useCoverage();
  const units = useUnits().data;
  const { account } = useRights(null);
  const [query, setQuery] = useSearchParams();
  const [at, setAt] = useState<At | null>(null);
  const state = query.get('state') ?? '';
  const filter: Filter = { text: query.get('q') ?? '', hazard: query.get('hazard') ?? '', state: (STATES as readonly string[]).includes(state) ? (state as CoverState) : '', mine: query.get('mine') === '1' };
  const set = (name: string, value: string) => setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  const text = useDeferredValue(filter.text);
  const top = account?.unit_code ?? null;
  const shown = useMemo(
    () => coverage.data && arranged(coverage.data, { ...filter, text }, (unit) => top === null || within(units ?? [], unit, top)),
    [coverage.data, units, top, text, filter.hazard, filter.state, filter.mine],
  );
  const cellAt = at && shown ? { unit: coverage.data?.units.find((unit) => unit.code === at.unit), hazard: coverage.data?.hazards.find((hazard) => hazard.code === at.hazard) } : null;
  const panel = at && cellAt?.unit && cellAt.hazard && <CellPanel key={`${at.unit}.${at.hazard}`} unit={cellAt.unit} hazard={cellAt.hazard} onDone={() => void coverage.refetch()} />;
  const any = filter.text || filter.hazard || filter.state || filter.mine;
  return (
    <Office
      title={t('coverage.title')}
      lead={shown && coverage.data ? t('coverage.lead', { covered: number(covered(shown.all), lang), asked: number(asked(shown.all), lang), units: number(shown.rows.length, lang), day: dayText(coverage.data.as_of.slice(0, 10)) }) : t('coverage.what')}
      act={shown && <button type="button" className="btn" onClick={() => download(`${t('coverage.file')}.csv`, csv(sheetOf(shown, t, loc), lang))} data-act="csv"><Download aria-hidden className="i" />{t('table.csv')}</button>}
      tools={
        <div className="filters">
          <div className="fld inline find"><label htmlFor="cover-find">{t('coverage.find')}</label><Search aria-hidden className="i" /><input id="cover-find" className="inp" value={filter.text} onChange={(e) => set('q', e.target.value)} /></div>
          <Select inline label={t('plan.hazard')} value={filter.hazard} onChange={(e) => set('hazard', e.target.value)} options={[{ value: '', name: t('filter.all') }, ...(coverage.data?.hazards ?? []).map((hazard) => ({ value: hazard.code, name: loc(hazard.name) }))]} />
          <Select inline label={t('coverage.stateName')} value={filter.state} onChange={(e) => set('state', e.target.value)} options={[{ value: '', name: t('filter.all') }, ...STATES.map((each) => ({ value: each, name: `${CODE[each]} · ${t(`coverage.state.${each}`)}` }))]} />
          {account && <label className="tickline"><input type="checkbox" className="chk small" checked={filter.mine} onChange={(e) => set('mine', e.target.checked ? '1' : '')} />{t('coverage.mine')}</label>}
          {any && <button type="button" className="btn" onClick={() => setQuery({}, { replace: true })}>{t('filter.clear')}</button>}
        </div>
      }
    >
      {!shown ? <Waiting error={coverage.error} retry={() => void coverage.refetch()} />
        : shown.rows.length === 0 ? <div className="emptybox"><p>{any ? t('filter.nothing') : t('coverage.none')}</p></div>
        : desktop ? (
          <div className={panel ? 'cover withpanel' : 'cover'}>
            <div className="cover-m"><Legend /><Matrix matrix={shown} at={at} onAt={setAt} /></div>
            {panel && <aside className="block cover-p" aria-label={t('coverage.panel')}>{panel}<button type="button" className="btn s" onClick={() => setAt(null)}>{t('close')}</button></aside>}
          </div>
        ) : (
          <>
            <Legend />
            <UnitList matrix={shown} onAt={setAt} />
            {panel && <Dialog title={cellAt?.unit?.name ?? ''} onClose={() => setAt(null)}><div className="dlg-b">{panel}</div></Dialog>}
          </>
        )}
    </Office>
  );
}

/** As it is on the screen, codes and sums, for the report that goes up. */
function sheetOf(matrix: Arranged, t: Words['t'], loc: Words['loc']) {
  const codes = STATES.map((state) => CODE[state]);
  return [
    [t('coverage.unitCode'), t('plan.unit'), ...matrix.hazards.map((hazard) => loc(hazard.name)), ...codes],
    ...matrix.rows.map((row) => [row.unit.code, row.unit.name, ...row.cells.map(({ cell }) => CODE[cell.state]), ...STATES.map((state) => row.counts[state])]),
    ['', t('table.total'), ...matrix.columns.map((column) => column.in_force), ...STATES.map((state) => matrix.all[state])],
  ];
}
