import { useState } from 'react';
import { useWords } from '../../../i18n';
import { Field } from '../../../shared/Field';
import { levelNoun } from '../../../shared/levels';
import { hoursText, minutesOf } from '../../lead';
import { levelOf } from '../../levels';
import type { PartProps } from '../PartEditor';

/** How long there is between the warning and the onset, level by level: by this trips are held against time. */
export function LeadTimesFields({ edit, form }: PartProps) {
  const { t } = useWords();
  const times = edit.content.lead_times ?? {};
  const levels = form.levels.map((each) => each.level);
  return (
    <fieldset className="paper">
      <legend>{t('plan.leadTime.title')}</legend>
      <p className="hint">{t('plan.leadTime.hint')}</p>
      <div className="rule-f">
        {[...levels.filter((level) => level > 0), 0].map((level) => (
          <Hours key={level} label={level > 0 ? levelNoun(levelOf(level), t) : t('plan.leadTime.any')} minutes={times[level]} onChange={(minutes) => edit.change(`/lead_times/${level}`, minutes)} />
        ))}
      </div>
    </fieldset>
  );
}

function Hours({ label, minutes, onChange }: { label: string; minutes: number | undefined; onChange: (minutes: number | null) => void }) {
  const { t } = useWords();
  const [text, setText] = useState(hoursText(minutes));
  const [touched, setTouched] = useState(false);
  const read = minutesOf(text);
  const type = (next: string) => {
    setText(next);
    const meant = minutesOf(next);
    if (meant !== undefined) onChange(meant);
  };
  return <Field label={`${label} (${t('plan.leadTime.hours')})`} inputMode="decimal" error={touched && read === undefined ? t('plan.leadTime.wrong') : null} value={text} onBlur={() => setTouched(true)} onChange={(event) => type(event.target.value)} />;
}
