import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useWords } from '../../../i18n';
import { Dialog } from '../../../shared/Dialog';
import { Field } from '../../../shared/Field';
import { ErrorSummary } from '../../../shared/form/ErrorSummary';
import { Select } from '../../../shared/form/Select';
import { useFormErrors } from '../../../shared/form/useFormErrors';
import { levelNoun } from '../../../shared/levels';
import { putZone } from '../../acts';
import { planKeys, useUnits } from '../../planQueries';
import { within } from '../../reach';
import type { AnnexRow, Plan, PlanForm, PlanZone, Version } from '../../types';
import { areaFromText } from './area';
import { levelOf } from './ScenariosPart';

const ZoneMap = lazy(() => import('../ZoneMap'));
const FIELDS = ['code', 'name', 'village', 'commune_code', 'evacuate_from_level', 'destinations', 'route', 'in_charge', 'geometry'] as const;
interface Props { plan: Plan; version: Version; form: PlanForm; zones: PlanZone[]; zone: PlanZone | null; shelters: readonly AnnexRow[]; onClose: () => void }

/** A zone, drawn or drawn anew. Its outline can be pasted from a GIS or drawn by its corners. */
export function ZoneForm({ plan, version, form, zones, zone, shelters, onClose }: Props) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const units = useUnits().data ?? [];
  const p = zone?.properties;
  const [value, setValue] = useState({
    code: p?.code ?? '', name: p?.name ?? '', village: p?.village ?? '', commune_code: p?.commune_code ?? plan.unit_code,
    level: String(p?.evacuate_from_level.value ?? form.levels[0]?.level ?? 1), destinations: p?.destinations.join(', ') ?? '', route: p?.route ?? '',
    role: p?.in_charge?.role ?? 'village_head', person: p?.in_charge?.name ?? '', geometry: zone ? JSON.stringify(zone.geometry) : '',
  });
  const set = (key: keyof typeof value) => (e: { target: { value: string } }) => setValue((before) => ({ ...before, [key]: e.target.value }));
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('zone', FIELDS);
  const area = areaFromText(value.geometry);
  const communes = units.filter((unit) => unit.kind !== 'province' && within(units, unit.code, plan.unit_code));
  const levels = form.levels.filter((level) => level.level > 0).map((level) => level.level);
  const known = shelters.map((row) => row.code).filter((code): code is string => typeof code === 'string' && code !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const taken = !zone && zones.some((each) => each.properties.code === value.code.trim());
    if (errors.found({ code: value.code.trim() === '' ? t('plan.zone.codeNeeded') : taken && t('plan.zone.codeTaken'), name: value.name.trim() === '' && t('plan.zone.nameNeeded'), geometry: !area && t('plan.zone.geometryNeeded') }) || !area) return;
    setBusy(true);
    try {
      const after = await putZone(version, value.code.trim(), {
        name: value.name.trim(), village: value.village.trim() || null, commune_code: value.commune_code || null, evacuate_from_level: levelOf(Number(value.level)), geometry: area,
        destinations: value.destinations.split(/[,;\s]+/).filter((code) => code !== ''), route: value.route.trim() || null,
        in_charge: value.person.trim() ? { role: value.role, name: value.person.trim() } : null,
      });
      client.setQueryData(planKeys.version(version.plan_id, version.n), after);
      onClose();
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
    }
  };
  const drawn = area ? [{ type: 'Feature' as const, geometry: area, properties: { ...(p ?? blank), code: value.code || '…' } }] : [];
  return (
    <Dialog title={zone ? t('plan.zone.editTitle', { code: p?.code ?? '' }) : t('plan.zone.add')} onClose={onClose} wide>
      <form className="dlg-f" onSubmit={(event) => void submit(event)} noValidate>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors.errors} />
          {errors.general && <p className="errmsg" role="alert">{errors.general}</p>}
          <div className="pair-f">
            <Field id={errors.idOf('code')} label={t('plan.zone.code')} hint={t('plan.zone.codeHint')} error={errors.of('code')} value={value.code} onChange={set('code')} readOnly={zone !== null} />
            <Select id={errors.idOf('evacuate_from_level')} label={t('plan.zone.level')} hint={t('plan.zone.levelHint')} error={errors.of('evacuate_from_level')} value={value.level} onChange={set('level')} options={[...new Set([...levels, Number(value.level)])].sort().map((level) => ({ value: String(level), name: levelNoun(levelOf(level), t) }))} />
            <Field id={errors.idOf('name')} label={t('plan.zone.name')} error={errors.of('name')} value={value.name} onChange={set('name')} />
            <Field id={errors.idOf('village')} label={t('plan.zone.village')} error={errors.of('village')} value={value.village} onChange={set('village')} />
            {communes.length > 1 && <Select id={errors.idOf('commune_code')} label={t('plan.unit')} error={errors.of('commune_code')} value={value.commune_code} onChange={set('commune_code')} options={communes.map((unit) => ({ value: unit.code, name: unit.name }))} />}
            <Field id={errors.idOf('destinations')} label={t('plan.zone.destinations')} hint={known.length > 0 ? t('plan.zone.destinationsKnown', { codes: known.slice(0, 8).join(', ') }) : t('plan.zone.destinationsHint')} error={errors.of('destinations')} value={value.destinations} onChange={set('destinations')} />
            <Field id={errors.idOf('route')} label={t('plan.zone.route')} hint={t('plan.zone.routeHint')} error={errors.of('route')} value={value.route} onChange={set('route')} />
            <Select label={t('plan.command.role')} value={value.role} onChange={set('role')} options={form.roles.map((role) => ({ value: role.role, name: loc(role.name) }))} />
            <Field id={errors.idOf('in_charge')} label={t('plan.zone.inCharge')} error={errors.of('in_charge')} value={value.person} onChange={set('person')} />
          </div>
          <Suspense fallback={<div className="zonemap" />}>
            <ZoneMap zones={drawn} around={zones} chosen={null} onDraw={(ring) => setValue((before) => ({ ...before, geometry: JSON.stringify({ type: 'Polygon', coordinates: [ring] }) }))} />
          </Suspense>
          <Field multiline id={errors.idOf('geometry')} label={t('plan.zone.geometry')} hint={t('plan.zone.geometryHint')} error={errors.of('geometry')} rows={3} spellCheck={false} value={value.geometry} onChange={set('geometry')} />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri" disabled={busy} data-act="save-zone">{t('plan.zone.save', { code: value.code || '…' })}</button>
        </footer>
      </form>
    </Dialog>
  );
}

const blank = { id: '', hazard: '', name: '', village: null, commune_code: '', evacuate_from_level: levelOf(1), revision: 0, area_m2: 0, destinations: [], route: null, in_charge: null };
