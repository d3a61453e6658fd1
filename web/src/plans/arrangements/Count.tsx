import { useEffect, useState } from 'react';
import { useWords } from '../../i18n';
import { Field } from '../../shared/Field';
import { countIn } from './model';

interface Props<T extends 0 | null> {
  label: string; /** What it counts, for those who do not see the row it stands in. */ about?: string; hint?: string; error?: string | null; id?: string; value: number | T;
  /** What an empty field stands for. */
  blank: T; onChange: (value: number | T) => void;
}

/** A whole number, typed as text so that a thumb gets digits; what cannot be read stays and is said, and changes nothing. */
export function Count<T extends 0 | null>({ label, about, hint, error, id, value, blank, onChange }: Props<T>) {
  const { t } = useWords();
  const show = (count: number | T) => (count === blank ? '' : String(count));
  const [text, setText] = useState(show(value));
  const read = countIn(text);
  useEffect(() => { if (read !== undefined && (read ?? blank) !== value) setText(show(value)); }, [value]);
  const type = (next: string) => {
    setText(next);
    const count = countIn(next);
    if (count !== undefined) onChange(count ?? blank);
  };
  return <Field id={id} label={label} aria-label={about && `${label}, ${about}`} hint={hint} error={read === undefined ? t('arrange.wholeNumber') : error} inputMode="numeric" autoComplete="off" placeholder={blank === 0 ? '0' : undefined} value={text} onChange={(event) => type(event.target.value)} />;
}
