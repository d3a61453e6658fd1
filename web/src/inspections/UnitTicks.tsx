import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Unit } from '../api/types';
import { useWords } from '../i18n';
import { folded } from '../shared/format';

interface Props { id: string; error: string | null; units: Unit[]; chosen: string[]; begun?: ReadonlySet<string>; onChange: (chosen: string[]) => void }

/** Communes to tick; a province has a hundred, so they are found by name and taken all at once. */
export function UnitTicks({ id, error, units, chosen, begun, onChange }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const wanted = folded(typed.trim());
  const shown = units.filter((unit) => folded(unit.name).includes(wanted));
  const ticked = new Set(chosen);
  const toggle = (code: string, on: boolean) => onChange(on ? [...chosen, code] : chosen.filter((each) => each !== code));
  return (
    <fieldset className={error ? 'fld insp-units err' : 'fld insp-units'} aria-describedby={`${id}-n`}>
      <legend>{t('inspections.form.units')}</legend>
      {error && <p className="errmsg">{error}</p>}
      <div className="insp-units-h">
        <div className="fld inline find"><label htmlFor={id}>{t('inspections.form.findUnit')}</label><Search aria-hidden className="i sm" /><input id={id} type="search" className="inp" value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }} /></div>
        <button type="button" className="btn" onClick={() => onChange([...new Set([...chosen, ...shown.map((unit) => unit.code)])])} data-act="all-units">{t('inspections.form.tickAll', { count: shown.length })}</button>
        {chosen.length > 0 && <button type="button" className="btn" onClick={() => onChange(chosen.filter((code) => begun?.has(code)))}>{t('inspections.form.tickNone')}</button>}
        <span id={`${id}-n`} className="mut sm" role="status">{t('inspections.form.ticked', { n: chosen.length, all: units.length })}</span>
      </div>
      <div className="insp-units-l">
        {shown.map((unit) => (
          <label key={unit.code} className="tickline"><input type="checkbox" className="chk small" checked={ticked.has(unit.code)} disabled={begun?.has(unit.code)} onChange={(event) => toggle(unit.code, event.target.checked)} /><span>{unit.name}{begun?.has(unit.code) && <small> {t('inspections.form.begun')}</small>}</span></label>
        ))}
        {shown.length === 0 && <p className="mut">{t('inspections.form.noUnit')}</p>}
      </div>
    </fieldset>
  );
}
