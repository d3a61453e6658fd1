import { useId, type ReactNode } from 'react';

export interface Choice<T extends string> { value: T; name: string; what?: ReactNode }
interface Props<T extends string> {
  legend: string; hint?: string; error?: string | null; id?: string;
  choices: Choice<T>[]; value: T | null; onChange: (value: T) => void;
}

/** One of a few, each with what it means, all in view: for choices that need to be understood. */
export function Choices<T extends string>({ legend, hint, error, id: given, choices, value, onChange }: Props<T>) {
  const own = useId();
  const id = given ?? own;
  return (
    <fieldset className={error ? 'fld choices err' : 'fld choices'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      {choices.map((choice, i) => (
        <label key={choice.value} className="choice">
          <input id={i === 0 ? id : undefined} type="radio" name={id} value={choice.value} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <span className="grow"><b>{choice.name}</b>{choice.what && <small>{choice.what}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}
