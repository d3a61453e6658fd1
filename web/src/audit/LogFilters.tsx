import { useState, type FormEvent } from 'react';
import type { LogFilter } from '../api/log';
import { useWords } from '../i18n';
import { Select } from '../shared/form/Select';
import { ACTIONS_BY_GROUP, actionWord, GROUPS } from './logWords';

export const NO_FILTER: LogFilter = { actor: '', action: '', before: '' };

/** Asked by the button and not by every letter: the log is long, and each change asks the server. */
export function LogFilters({ filter, onChange }: { filter: LogFilter; onChange: (filter: LogFilter) => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...draft, actor: draft.actor.trim(), before: draft.before.replace(/\D/g, '') });
  };
  const clear = () => {
    setDraft(NO_FILTER);
    onChange(NO_FILTER);
  };
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <form className="filters" noValidate onSubmit={submit} role="search" aria-label={t('log.filter')}>
      <div className="fld inline"><label htmlFor="log-actor">{t('account.name')}</label><input id="log-actor" className="inp" autoCapitalize="none" spellCheck={false} value={draft.actor} onChange={(e) => setDraft({ ...draft, actor: e.target.value })} /></div>
      <Select inline label={t('log.action')} value={draft.action} onChange={(e) => setDraft({ ...draft, action: e.target.value })} options={[{ value: '', name: t('filter.all') }, ...GROUPS.flatMap((group) => ACTIONS_BY_GROUP[group].map((value) => ({ value, name: actionWord(value, t), group: t(`log.groups.${group}`) })))]} />
      <div className="fld inline"><label htmlFor="log-before">{t('log.before')}</label><input id="log-before" className="inp short" inputMode="numeric" value={draft.before} onChange={(e) => setDraft({ ...draft, before: e.target.value })} /></div>
      <button type="submit" className="btn">{t('log.show')}</button>
      {filtered && <button type="button" className="btn" onClick={clear}>{t('filter.clear')}</button>}
    </form>
  );
}
