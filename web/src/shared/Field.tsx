import { useId, type InputHTMLAttributes, type TextareaHTMLAttributes } from 'react';

interface Common { label: string; hint?: string; error?: string | null; id?: string }
type InputProps = Common & { multiline?: false } & InputHTMLAttributes<HTMLInputElement>;
type AreaProps = Common & { multiline: true } & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** Label above, hint below it, the error in words next to the field. */
export function Field({ label, hint, error, id: given, ...control }: InputProps | AreaProps) {
  const own = useId();
  const id = given ?? own; // an error summary links to the field by its id
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = { id, className: 'inp', 'aria-describedby': described, 'aria-invalid': error ? true : undefined };
  return (
    <div className={error ? 'fld err' : 'fld'}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      {control.multiline ? <Area {...control} {...shared} /> : <Line {...control} {...shared} />}
    </div>
  );
}

function Area({ multiline: _, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { multiline?: boolean }) {
  return <textarea rows={2} {...rest} />;
}
function Line({ multiline: _, ...rest }: InputHTMLAttributes<HTMLInputElement> & { multiline?: boolean }) {
  return <input {...rest} />;
}
