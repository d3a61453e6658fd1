import { useEffect, useState } from 'react';
import { useWords } from '../../i18n';
import { Field } from '../../shared/Field';
import { dayFromText, dayText } from '../days';

/** A day as offices write it; what is none is said when the field is left. */
export function DayField({ label, hint, error, value, onChange }: { label: string; hint?: string; error?: string | null; value: string | null; onChange: (day: string | null) => void }) {
  const { t } = useWords();
  const [text, setText] = useState(dayText(value));
  const [left, setLeft] = useState(false);
  const wrong = text.trim() !== '' && !dayFromText(text);
  useEffect(() => { if (!wrong && dayFromText(text) !== value) setText(dayText(value)); }, [value]);
  const type = (next: string) => {
    setText(next);
    if (next.trim() === '') onChange(null);
    else if (dayFromText(next)) onChange(dayFromText(next));
  };
  return <Field label={label} hint={hint} error={left && wrong ? t('plan.paper.dayWrong') : error} inputMode="numeric" value={text} onBlur={() => setLeft(true)} onChange={(event) => type(event.target.value)} />;
}
