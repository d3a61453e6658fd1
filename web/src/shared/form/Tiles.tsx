import type { LucideIcon } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import './tiles.css';

export interface Tile<T extends string> { value: T; name: ReactNode; icon?: LucideIcon; /** A class of its own, such as the colour of a level. */ className?: string }
interface Common<T extends string> { legend: string; hint?: string; error?: string | null; id?: string; tiles: Tile<T>[]; /** Narrow tiles stand more to a row. */ small?: boolean }
interface One<T extends string> extends Common<T> { several?: false; value: T | null; onChange: (value: T) => void }
interface Several<T extends string> extends Common<T> { several: true; value: readonly T[]; onChange: (value: T[]) => void }

/** A choice in large tiles, for a thumb in the rain and for an eye at two in the morning. Radios or boxes underneath. */
export function Tiles<T extends string>(props: One<T> | Several<T>) {
  const { legend, hint, error, id: given, tiles, small } = props;
  const own = useId();
  const id = given ?? own;
  const isOn = (value: T) => (props.several ? props.value.includes(value) : props.value === value);
  const press = (value: T) => {
    if (!props.several) return props.onChange(value);
    return props.onChange(isOn(value) ? props.value.filter((each) => each !== value) : [...props.value, value]);
  };
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={error ? 'fld tiles err' : 'fld tiles'} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <div className={small ? 'tilegrid small' : 'tilegrid'}>
        {tiles.map(({ value, name, icon: Icon, className }, i) => (
          <label key={value} className={`tile${className ? ` ${className}` : ''}`}>
            <input id={i === 0 ? id : undefined} type={props.several ? 'checkbox' : 'radio'} name={id} value={value} checked={isOn(value)} onChange={() => press(value)} />
            {Icon && <Icon aria-hidden className="i" />}
            <span className="grow">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
