import { useEffect, useId, useState } from 'react';
import { useWords } from '../../i18n';
import { now } from '../clock';
import { textsOf, valueOf } from '../wall';

interface Props { label: string; hint?: string; error?: string | null; id?: string; value: string; onChange: (value: string) => void }

/**
 * An hour and a day, typed. The browser's own field writes days in the order of the browser's language, and 11/12 is
 * then one day here and another there; this one always has the day before the month, and 24 hours.
 */
export function MomentField({ label, hint, error, id: given, value, onChange }: Props) {
  const { t } = useWords();
  const own = useId();
  const id = given ?? own;
  const [texts, setTexts] = useState(() => textsOf(value));
  // Set from outside – a button that proposes an hour – the texts follow; while they are typed they are left alone.
  useEffect(() => { setTexts((held) => (valueOf(held.day, held.hour, now()) === value ? held : textsOf(value))); }, [value]);
  const type = (part: Partial<typeof texts>) => {
    const next = { ...texts, ...part };
    setTexts(next);
    onChange(valueOf(next.day, next.hour, now()));
  };
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = { className: 'inp', autoComplete: 'off', 'aria-describedby': described, 'aria-invalid': error ? true : undefined, onBlur: () => setTexts(textsOf(value)) } as const;
  return (
    <fieldset className={error ? 'fld moment err' : 'fld moment'}>
      <legend>{label}</legend>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <div className="moment-f">
        <label><span>{t('form.hour')}</span><input id={id} inputMode="numeric" placeholder="14:05" value={texts.hour} onChange={(event) => type({ hour: event.target.value })} {...shared} /></label>
        <label><span>{t('form.day')}</span><input inputMode="numeric" placeholder="dd/mm/yyyy" value={texts.day} onChange={(event) => type({ day: event.target.value })} {...shared} /></label>
      </div>
    </fieldset>
  );
}
