import { useId, type SelectHTMLAttributes } from 'react';

/** Neighbours of the same `group` stand under its name. */
export interface Option { value: string; name: string; group?: string }
interface Props extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string; hint?: string; error?: string | null; options: Option[];
  /** For filters: the label stands before the list, small. */
  inline?: boolean;
}

/** A list to choose one from; the browser's own, so that it works under a thumb and with every reader. */
export function Select({ label, hint, error, options, inline, id: given, ...select }: Props) {
  const own = useId();
  const id = given ?? own;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={`fld${inline ? ' inline' : ''}${error ? ' err' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <select id={id} className="inp" aria-describedby={described} aria-invalid={error ? true : undefined} {...select}>
        {inGroups(options).map(([group, of]) => group === undefined ? of.map(one) : <optgroup key={group} label={group}>{of.map(one)}</optgroup>)}
      </select>
    </div>
  );
}

const one = (option: Option) => <option key={option.value} value={option.value}>{option.name}</option>;

function inGroups(options: Option[]): [string | undefined, Option[]][] {
  const groups: [string | undefined, Option[]][] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last[0] === option.group) last[1].push(option);
    else groups.push([option.group, [option]]);
  }
  return groups;
}
