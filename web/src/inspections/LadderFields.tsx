import { Plus, X } from 'lucide-react';
import type { Recipient, ReminderStep } from '../api/inspections';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { Select } from '../shared/form/Select';
import { FIRST_LADDER } from './campaign';

interface Props { ladder: ReminderStep[] | null; errorOf: (field: string) => string | null; idOf: (field: string) => string; onChange: (ladder: ReminderStep[] | null) => void; /** The ladder is there already and only changes. */ fixed: boolean }
const TO: Recipient[] = ['responsible', 'chair', 'above'];
const MOST = 6;

/** Whom reminders go to, and after how many days: the usual ladder, or one of this inspection's own. */
export function LadderFields({ ladder, errorOf, idOf, onChange, fixed }: Props) {
  const { t } = useWords();
  const change = (i: number, part: Partial<ReminderStep>) => ladder && onChange(ladder.map((step, at) => (at === i ? { ...step, ...part } : step)));
  return (
    <>
      {fixed ? <h3>{t('inspections.ladder.title')}</h3> : <Choices legend={t('inspections.ladder.title')} hint={t('inspections.ladder.hint')} value={ladder ? 'own' : 'usual'} onChange={(value) => onChange(value === 'own' ? FIRST_LADDER : null)} choices={[{ value: 'usual', name: t('inspections.ladder.usual') }, { value: 'own', name: t('inspections.ladder.own') }]} />}
      {ladder?.map((step, i) => (
        <div key={i} className="insp-rung">
          <b>{t('inspections.ladder.level', { n: i + 1 })}</b>
          <Select label={t('inspections.ladder.to')} value={step.to} onChange={(event) => change(i, { to: event.target.value as Recipient })} options={TO.map((to) => ({ value: to, name: t(`inspections.to.${to}`) }))} />
          <Field id={idOf(`reminders-${i}-after_days`)} label={t(i === 0 ? 'inspections.ladder.daysFirst' : 'inspections.ladder.daysNext')} error={errorOf(`reminders-${i}-after_days`)} inputMode="numeric" value={Number.isNaN(step.after_days) ? '' : String(step.after_days)} onChange={(event) => change(i, { after_days: event.target.value.trim() === '' ? Number.NaN : Number(event.target.value) })} />
          {ladder.length > 1 && <button type="button" className="btn" onClick={() => onChange(ladder.filter((_, at) => at !== i))} aria-label={`${t('inspections.form.remove')}: ${t('inspections.ladder.level', { n: i + 1 })}`}><X aria-hidden className="i" /></button>}
        </div>
      ))}
      {ladder && ladder.length < MOST && <p><button type="button" className="btn" onClick={() => onChange([...ladder, { level: ladder.length + 1, to: 'above', after_days: 5 }])}><Plus aria-hidden className="i" />{t('inspections.ladder.add')}</button></p>}
    </>
  );
}
