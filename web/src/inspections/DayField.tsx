import { useEffect, useState } from 'react';
import { Field } from '../shared/Field';
import { dayOf } from './day';
import { dayWords, today } from './words';

interface Props { id?: string; label: string; hint?: string; error?: string | null; /** 2026-11-30; what was typed where it is no day. */ value: string; onChange: (value: string) => void }
const textOf = (value: string) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? dayWords(value) : value);

/** A day, typed with the day before the month whatever the browser's language is. */
export function DayField({ value, onChange, ...field }: Props) {
  const [text, setText] = useState(() => textOf(value));
  // Set from outside – a button that proposes a day – the text follows; while it is typed it is left alone.
  useEffect(() => { setText((held) => ((dayOf(held, today()) ?? held.trim()) === value ? held : textOf(value))); }, [value]);
  return (
    <Field
      {...field} inputMode="numeric" placeholder="dd/mm/yyyy" autoComplete="off" value={text}
      onChange={(event) => { setText(event.target.value); onChange(dayOf(event.target.value, today()) ?? event.target.value.trim()); }} onBlur={() => setText(textOf(value))}
    />
  );
}
