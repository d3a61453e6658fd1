import { CalendarClock } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';
import { dayFromText, dayText } from '../plans/days';
import { useNow } from '../shared/clock';
import { dayAt, withDay } from './day';
import { usePastDay } from './usePastDay';

/** “Bản đồ ngày …”: opens the map of a past day. */
export function DayPicker() {
  const { t } = useWords();
  const id = useId();
  const [at, go] = useLocation();
  const search = useSearch();
  const today = dayAt(useNow(60_000));
  const past = usePastDay();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = dayFromText(text);
    if (!day || day >= today) return setWrong(true);
    setOpen(false);
    go(withDay(at.startsWith('/zones/') ? at : '/map', search, day));
  };
  if (!open) {
    return (
      <button type="button" className="btn s daypick" onClick={() => { setText(dayText(past)); setWrong(false); setOpen(true); }} data-act="day">
        <CalendarClock aria-hidden className="i sm" />{t('past.pick')}
      </button>
    );
  }
  return (
    <form className="daypick dayform" onSubmit={submit} noValidate>
      <label htmlFor={id}>{t('past.label')}</label>
      <p id={`${id}-hint`} className="hint">{t('past.hint')}</p>
      {wrong && <p id={`${id}-wrong`} className="errmsg" role="alert">{t('past.wrong')}</p>}
      <input id={id} autoFocus className="inp" inputMode="numeric" placeholder="dd/mm/yyyy" autoComplete="off" value={text} aria-invalid={wrong || undefined} aria-describedby={wrong ? `${id}-wrong` : `${id}-hint`} onChange={(event) => { setText(event.target.value); setWrong(false); }} />
      <span className="row">
        <button type="submit" className="btn pri s" data-act="show-day">{t('past.show')}</button>
        <button type="button" className="btn s" onClick={() => setOpen(false)}>{t('close')}</button>
      </span>
    </form>
  );
}
