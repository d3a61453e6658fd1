import { Plus, Trash2 } from 'lucide-react';
import { useWords, type Words } from '../../../i18n';
import { Field } from '../../../shared/Field';
import { Select } from '../../../shared/form/Select';
import { levelNoun } from '../../../shared/levels';
import { useHazards } from '../../planQueries';
import type { HazardItem, Mode, Trigger } from '../../types';
import type { PartProps } from '../PartEditor';
import { levelOf } from '../../levels';
import { LeadTimesFields } from './LeadTimes';

type ModeKey = 'propose' | 'escalate' | 'auto';
const keyOf = (mode: Mode): ModeKey => (mode === 'auto' || mode === 'propose' ? mode : 'escalate');
const minutesOf = (mode: Mode) => (typeof mode === 'object' ? mode.escalate_after.minutes : 60);

/** “Tin về sạt lở đất, lũ quét từ cấp 2: …” – a rule as a person would say it. */
export function triggerWords(trigger: Trigger, hazards: readonly HazardItem[], t: Words['t'], loc: Words['loc']): string {
  const names = trigger.on_hazards.map((code) => loc(hazards.find((each) => each.code === code)?.name) || code).join(', ');
  return t(`plan.trigger.say.${keyOf(trigger.mode)}`, { hazards: names || t('plan.trigger.noHazard'), level: levelNoun(trigger.at_level, t), minutes: minutesOf(trigger.mode) });
}

/** When to act: of which bulletins, from which level, and how far without a person; and how long there is then. */
export function TriggersPart(props: PartProps) {
  const { edit, plan } = props;
  const { t, loc } = useWords();
  const hazards = useHazards().data ?? [];
  const rules = edit.content.triggers;
  const set = (next: Trigger[]) => edit.change('/triggers', next);
  const change = (i: number, to: Partial<Trigger>) => set(rules.map((rule, at) => (at === i ? { ...rule, ...to } : rule)));
  return (
    <>
      {rules.length === 0 && <p className="mut">{t('plan.trigger.none')}</p>}
      <ol className="rules">
        {rules.map((rule, i) => (
          <li key={i}>
            <p><b>{triggerWords(rule, hazards, t, loc)}</b></p>
            <div className="rule-f">
              <Select label={t('plan.trigger.level')} value={String(rule.at_level.value)} onChange={(e) => change(i, { at_level: levelOf(Number(e.target.value)) })} options={[1, 2, 3, 4, 5].map((value) => ({ value: String(value), name: levelNoun(levelOf(value), t) }))} />
              <Select label={t('plan.trigger.mode')} value={keyOf(rule.mode)} onChange={(e) => change(i, { mode: e.target.value === 'escalate' ? { escalate_after: { minutes: minutesOf(rule.mode) } } : (e.target.value as 'propose' | 'auto') })} options={(['propose', 'escalate', 'auto'] as const).map((value) => ({ value, name: t(`plan.trigger.modes.${value}`) }))} />
              {keyOf(rule.mode) === 'escalate' && <Field label={t('plan.trigger.minutes')} type="number" min={5} max={1440} value={minutesOf(rule.mode)} onChange={(e) => change(i, { mode: { escalate_after: { minutes: Math.max(1, Number(e.target.value) || 1) } } })} />}
              <button type="button" className="btn s" onClick={() => set(rules.filter((_, at) => at !== i))}><Trash2 aria-hidden className="i sm" />{t('plan.trigger.remove')}</button>
            </div>
            <details>
              <summary>{t('plan.trigger.hazards', { count: rule.on_hazards.length })}</summary>
              <div className="checks">
                {hazards.map((hazard) => (
                  <label key={hazard.code}><input type="checkbox" className="chk small" checked={rule.on_hazards.includes(hazard.code)} onChange={(e) => change(i, { on_hazards: e.target.checked ? [...rule.on_hazards, hazard.code] : rule.on_hazards.filter((code) => code !== hazard.code) })} />{loc(hazard.name)}</label>
                ))}
              </div>
            </details>
          </li>
        ))}
      </ol>
      <p><button type="button" className="btn" onClick={() => set([...rules, { on_hazards: [plan.hazard], at_level: levelOf(3), mode: 'propose' }])}><Plus aria-hidden className="i" />{t('plan.trigger.add')}</button></p>
      <p className="hint">{t('plan.trigger.hint')}</p>
      <LeadTimesFields {...props} />
    </>
  );
}
