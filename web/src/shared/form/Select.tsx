import { useId, type SelectHTMLAttributes } from 'react';

export interface Option { value: string; name: string }
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
        {options.map((option) => <option key={option.value} value={option.value}>{option.name}</option>)}
      </select>
    </div>
  );
}
