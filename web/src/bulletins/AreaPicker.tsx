import { Search, X } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useUnits } from '../api/accounts';
import type { Unit } from '../api/types';
import { useWords } from '../i18n';
import { findAreas, withArea } from './areas';
import type { Area } from './draft';
import './bulletins.css';

interface Props { id?: string; label: string; hint: string; error?: string | null; areas: Area[]; onChange: (areas: Area[]) => void }

/** Provinces and communes by name, one after the other, each a chip that can be taken away again. */
export function AreaPicker({ id: given, label, hint, error, areas, onChange }: Props) {
  const { t } = useWords();
  const own = useId();
  const id = given ?? own;
  const units = useUnits();
  const [typed, setTyped] = useState('');
  const [here, setHere] = useState(0);
  const all = units.data ?? [];
  const found = findAreas(all, typed, areas);
  const open = found.length > 0;
  const names = new Map(all.map((unit) => [unit.code, unit.name]));
  const choose = (unit: Unit | undefined) => {
    if (!unit) return;
    onChange(withArea(areas, unit, all));
    setTyped('');
    setHere(0);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setHere((at) => (open ? (at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length : 0));
    } else if (event.key === 'Enter') {
      event.preventDefault(); // never sends the form from here
      choose(found[Math.min(here, found.length - 1)]);
    } else if (event.key === 'Escape') setTyped('');
    else if (event.key === 'Backspace' && typed === '' && areas.length > 0) onChange(areas.slice(0, -1));
  };
  return (
    <div className={error ? 'fld areas err' : 'fld areas'}>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="hint">{hint}</p>
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      {areas.length > 0 && (
        <ul className="chips" aria-label={t('bulletins.areasChosen')}>
          {areas.map((area) => (
            <li key={area.code} className="chip" data-area={area.code}>
              {area.kind === 'province' ? t('bulletins.wholeProvince', { name: area.name.replace(/^(Tỉnh|Thành phố) /, (kind) => kind.toLowerCase()) }) : area.name}
              <button type="button" onClick={() => onChange(areas.filter((each) => each.code !== area.code))} aria-label={t('bulletins.takeAway', { name: area.name })}><X aria-hidden className="i sm" /></button>
            </li>
          ))}
        </ul>
      )}
      <div className="areabox">
        <Search aria-hidden className="i sm" />
        <input
          id={id} className="inp" type="text" role="combobox" autoComplete="off" autoCorrect="off" spellCheck={false} enterKeyHint="done"
          aria-describedby={`${id}-hint`} aria-invalid={error ? true : undefined} aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={open ? `${id}-${Math.min(here, found.length - 1)}` : undefined}
          value={typed} onChange={(event) => { setTyped(event.target.value); setHere(0); }} onKeyDown={onKey} data-act="area"
        />
      </div>
      <p className={typed.trim().length >= 2 && !open && units.data ? 'sm' : 'vh'} role="status">{typed.trim().length < 2 ? '' : open ? t('bulletins.areasFound', { count: found.length }) : t('bulletins.areasNone')}</p>
      <ul id={`${id}-list`} role="listbox" aria-label={label} className="arealist">
        {found.map((unit, i) => (
          <li key={unit.code} id={`${id}-${i}`} role="option" aria-selected={i === Math.min(here, found.length - 1)} onClick={() => choose(unit)}>
            <b>{unit.name}</b>
            <small>{unit.kind === 'province' ? t('bulletins.province') : (names.get(unit.parent_code ?? '') ?? unit.code)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
