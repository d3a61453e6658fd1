import { LoaderCircle, Route } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { AllocationAsk } from '../../api/allocation';
import { useWords } from '../../i18n';
import { Failure } from '../../shared/Failure';
import { Field } from '../../shared/Field';
import { Choices } from '../../shared/form/Choices';
import { ErrorSummary } from '../../shared/form/ErrorSummary';
import { Select } from '../../shared/form/Select';
import { levelNoun } from '../../shared/levels';
import { levelOf } from '../levels';
import type { PlanForm } from '../types';
import { askOf, type AskDraft, type AskFault } from './rows';

const LABEL = { level: 'level', km: 'maxKm', minutes: 'minutes' } as const;
const WORDS = { level: 'levelNeeded', km: 'numberWrong', minutes: 'minutesWrong' } as const;

/** What is asked: at which level, zone by zone or house by house, and within which bounds. */
export function AskForm({ form, mayHouseholds, onAsk }: { form: PlanForm; mayHouseholds: boolean; onAsk: (ask: AllocationAsk) => Promise<void> }) {
  const { t } = useWords();
  const levels = form.levels.filter((each) => each.level > 0);
  const [draft, setDraft] = useState<AskDraft>({ level: levels.length === 1 ? String(levels[0]?.level) : '', by: 'zone', km: '', keep: true, minutes: '' });
  const [faults, setFaults] = useState<AskFault[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const words = (fault: AskFault) => t(`arrange.alloc.${WORDS[fault]}`);
  const errorOf = (fault: AskFault) => (faults.includes(fault) ? words(fault) : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = askOf(draft);
    setFaults('faults' in read ? read.faults : []);
    if ('faults' in read) return;
    setBusy(true);
    setError(null);
    try { await onAsk(read.ask); } catch (reason) { setError(reason); setBusy(false); }
  };
  return (
    <form className="block form allocask" noValidate onSubmit={(event) => void submit(event)}>
      <h3>{t('arrange.alloc.ask')}</h3>
      <ErrorSummary errors={faults.map((fault) => ({ id: `ask-${fault}`, words: `${t(`arrange.alloc.${LABEL[fault]}`)}: ${words(fault)}` }))} />
      <Select id="ask-level" label={t('arrange.alloc.level')} hint={t('arrange.alloc.levelHint')} error={errorOf('level')} value={draft.level} onChange={(event) => setDraft({ ...draft, level: event.target.value })} options={[{ value: '', name: t('plan.choose') }, ...levels.map((each) => ({ value: String(each.level), name: levelNoun(levelOf(each.level), t) }))]} />
      <Choices legend={t('arrange.alloc.by')} value={draft.by} onChange={(by) => setDraft({ ...draft, by })} choices={[{ value: 'zone', name: t('arrange.alloc.byZone'), what: t('arrange.alloc.byZoneWhat') }, ...(mayHouseholds ? [{ value: 'household' as const, name: t('arrange.alloc.byHousehold'), what: t('arrange.alloc.byHouseholdWhat') }] : [])]} />
      <Field id="ask-km" label={t('arrange.alloc.maxKm')} hint={t('arrange.alloc.maxKmHint')} error={errorOf('km')} inputMode="decimal" value={draft.km} onChange={(event) => setDraft({ ...draft, km: event.target.value })} />
      <label className="tickline"><input type="checkbox" className="chk small" checked={draft.keep} onChange={(event) => setDraft({ ...draft, keep: event.target.checked })} />{t('arrange.alloc.keep')}</label>
      <Field id="ask-minutes" label={t('arrange.alloc.minutes')} hint={t('arrange.alloc.minutesHint')} error={errorOf('minutes')} inputMode="numeric" value={draft.minutes} onChange={(event) => setDraft({ ...draft, minutes: event.target.value })} />
      {error !== null && <Failure error={error} saving />}
      {busy && <p className="behind" role="status"><LoaderCircle aria-hidden size={14} />{t('arrange.alloc.asking')}</p>}
      <button type="submit" className="btn pri xl" disabled={busy} data-act="ask"><Route aria-hidden className="i" />{t('arrange.alloc.ask')}</button>
    </form>
  );
}
