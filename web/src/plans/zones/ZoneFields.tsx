import { useWords } from '../../i18n';
import { Field } from '../../shared/Field';
import { Select } from '../../shared/form/Select';
import type { useFormErrors } from '../../shared/form/useFormErrors';
import { levelNoun } from '../../shared/levels';
import { levelOf } from '../levels';
import { useUnits } from '../planQueries';
import { within } from '../reach';
import type { Plan, PlanForm, Version } from '../types';
import type { ZoneDraft } from './work';

export const ZONE_FIELDS = ['code', 'name', 'village', 'commune_code', 'evacuate_from_level', 'destinations', 'route', 'in_charge', 'geometry', 'note'] as const;
interface Props {
  draft: ZoneDraft; onChange: (change: Partial<ZoneDraft>) => void; errors: ReturnType<typeof useFormErrors>;
  plan: Plan; version: Version; form: PlanForm; fixedCode: boolean; codeLabel?: string;
}

/** All of a zone but its outline. */
export function ZoneFields({ draft, onChange, errors, plan, version, form, fixedCode, codeLabel }: Props) {
  const { t, loc } = useWords();
  const units = useUnits().data ?? [];
  const set = (key: keyof ZoneDraft) => (event: { target: { value: string } }) => onChange({ [key]: event.target.value });
  const communes = units.filter((unit) => unit.kind !== 'province' && within(units, unit.code, plan.unit_code));
  const levels = [...new Set([...form.levels.filter((level) => level.level > 0).map((level) => level.level), Number(draft.level)])].sort();
  const known = (version.content.annexes.shelters ?? []).map((row) => row.code).filter((code): code is string => typeof code === 'string' && code !== '');
  return (
    <div className="stack">
      <Field id={errors.idOf('code')} label={codeLabel ?? t('plan.zone.code')} hint={fixedCode ? undefined : t('plan.zone.codeHint')} error={errors.of('code')} value={draft.code} onChange={set('code')} readOnly={fixedCode} />
      <Field id={errors.idOf('name')} label={t('plan.zone.name')} error={errors.of('name')} value={draft.name} onChange={set('name')} />
      <Select id={errors.idOf('evacuate_from_level')} label={t('plan.zone.level')} hint={t('plan.zone.levelHint')} error={errors.of('evacuate_from_level')} value={draft.level} onChange={set('level')} options={levels.map((level) => ({ value: String(level), name: levelNoun(levelOf(level), t) }))} />
      <Field id={errors.idOf('village')} label={t('plan.zone.village')} error={errors.of('village')} value={draft.village} onChange={set('village')} />
      {communes.length > 1 && <Select id={errors.idOf('commune_code')} label={t('plan.unit')} error={errors.of('commune_code')} value={draft.commune_code} onChange={set('commune_code')} options={communes.map((unit) => ({ value: unit.code, name: unit.name }))} />}
      <Field id={errors.idOf('destinations')} label={t('plan.zone.destinations')} hint={known.length > 0 ? t('plan.zone.destinationsKnown', { codes: known.slice(0, 8).join(', ') }) : t('plan.zone.destinationsHint')} error={errors.of('destinations')} value={draft.destinations} onChange={set('destinations')} />
      <Field id={errors.idOf('route')} label={t('plan.zone.route')} hint={t('plan.zone.routeHint')} error={errors.of('route')} value={draft.route} onChange={set('route')} />
      <Select label={t('plan.command.role')} value={draft.role} onChange={set('role')} options={form.roles.map((role) => ({ value: role.role, name: loc(role.name) }))} />
      <Field id={errors.idOf('in_charge')} label={t('plan.zone.inCharge')} error={errors.of('in_charge')} value={draft.person} onChange={set('person')} />
    </div>
  );
}
