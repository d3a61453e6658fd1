import { useState } from 'react';
import { useWords } from '../../../i18n';
import { Field } from '../../../shared/Field';
import { Select } from '../../../shared/form/Select';
import { dayFromText, dayText } from '../../days';
import type { Person } from '../../types';
import type { PartProps } from '../PartEditor';

/** Title and the day by which the plan is looked through again. */
export function GeneralPart({ edit }: PartProps) {
  const { t } = useWords();
  const { content, change } = edit;
  const [day, setDay] = useState(dayText(content.review_by));
  const [touched, setTouched] = useState(false);
  const wrong = day.trim() !== '' && !dayFromText(day);
  const onDay = (text: string) => {
    setDay(text);
    if (text.trim() === '') change('/review_by', null);
    else if (dayFromText(text)) change('/review_by', dayFromText(text));
  };
  return (
    <>
      <Field multiline label={t('plan.fields.title')} hint={t('plan.fields.titleHint')} value={content.title} onChange={(e) => change('/title', e.target.value.replace(/\n/g, ' '))} />
      <div className="short"><Field label={t('plan.reviewBy')} hint={t('plan.fields.reviewHint')} error={touched && wrong ? t('plan.paper.dayWrong') : null} inputMode="numeric" value={day} onBlur={() => setTouched(true)} onChange={(e) => onDay(e.target.value)} /></div>
    </>
  );
}

/** Legal bases, a line each, as they stand at the head of the paper. */
export function BasesPart({ edit }: PartProps) {
  const { t } = useWords();
  const [text, setText] = useState(edit.content.legal_bases.join('\n'));
  const onText = (next: string) => {
    setText(next);
    edit.change('/legal_bases', next.split('\n').map((line) => line.trim()).filter((line) => line !== ''));
  };
  return <Field multiline label={t('plan.parts.bases')} hint={t('plan.fields.basesHint')} rows={Math.max(8, text.split('\n').length + 2)} value={text} onChange={(e) => onText(e.target.value)} />;
}

/** Who commands; the names go into every activation and on the paper. */
export function CommandPart({ edit, form }: PartProps) {
  const { t, loc } = useWords();
  const { command } = edit.content;
  const change = (who: 'chair' | 'standing', to: Partial<Person>) => edit.change('/command', { ...command, [who]: { ...command[who], ...to } });
  const roles = form.roles.map((each) => ({ value: each.role, name: loc(each.name) }));
  return (
    <>
      {(['chair', 'standing'] as const).map((who) => (
        <fieldset key={who} className="paper">
          <legend>{t(`plan.command.${who}`)}</legend>
          <div className="pair-f">
            <Select label={t('plan.command.role')} value={command[who].role} onChange={(e) => change(who, { role: e.target.value })} options={roles.some((r) => r.value === command[who].role) ? roles : [{ value: command[who].role, name: command[who].role }, ...roles]} />
            <Field label={t('plan.command.name')} value={command[who].name} onChange={(e) => change(who, { name: e.target.value })} />
          </div>
        </fieldset>
      ))}
    </>
  );
}
