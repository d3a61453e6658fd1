import { useState, type FormEvent } from 'react';
import type { LogFilter } from '../api/log';
import { useWords } from '../i18n';
import { startOfNextDay } from './days';

export const NO_FILTER: LogFilter = { actor: '', action: '', subject: '', before: '' };

/** Asked by the button and not by every letter: the log is long, and each change asks the server. */
export function LogFilters({ filter, onChange }: { filter: LogFilter; onChange: (filter: LogFilter) => void }) {
  const { t } = useWords();
  const [actor, setActor] = useState(filter.actor);
  const [action, setAction] = useState(filter.action);
  const [day, setDay] = useState('');
  const [dayError, setDayError] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const before = day.trim() === '' ? '' : startOfNextDay(day);
    setDayError(before === null);
    if (before !== null) onChange({ ...NO_FILTER, actor: actor.trim(), action: action.trim(), before });
  };
  const clear = () => {
    setActor('');
    setAction('');
    setDay('');
    setDayError(false);
    onChange(NO_FILTER);
  };
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <form className="filters" noValidate onSubmit={submit} role="search" aria-label={t('log.filter')}>
      <div className="fld inline"><label htmlFor="log-actor">{t('log.who')}</label><input id="log-actor" className="inp" value={actor} onChange={(e) => setActor(e.target.value)} /></div>
      <div className="fld inline"><label htmlFor="log-action">{t('log.action')}</label><input id="log-action" className="inp" value={action} onChange={(e) => setAction(e.target.value)} /></div>
      <div className={dayError ? 'fld inline err' : 'fld inline'}>
        <label htmlFor="log-day">{t('log.untilDay')}</label>
        <input id="log-day" className="inp" inputMode="numeric" placeholder={t('grid.datePattern')} value={day} aria-invalid={dayError || undefined} aria-describedby={dayError ? 'log-day-error' : undefined} onChange={(e) => setDay(e.target.value)} />
        {dayError && <p id="log-day-error" className="errmsg" role="alert">{t('log.dayWrong')}</p>}
      </div>
      <button type="submit" className="btn">{t('log.show')}</button>
      {filtered && <button type="button" className="btn" onClick={clear}>{t('filter.clear')}</button>}
    </form>
  );
}
