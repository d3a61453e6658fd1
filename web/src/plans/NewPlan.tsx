import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { useFormErrors } from '../shared/form/useFormErrors';
import { beginPlan } from './acts';
import { planKeys, useHazards, useRights, useUnits } from './planQueries';
import { within } from './reach';

interface Props { onClose: () => void; unit?: string; hazard?: string }
const FIELDS = ['unit_code', 'hazard'] as const;

/** A plan is begun with whose it is and against what; everything else is written in its first draft. */
export function NewPlan({ onClose, unit: givenUnit, hazard: givenHazard }: Props) {
  const { t, loc } = useWords();
  const [, go] = useLocation();
  const client = useQueryClient();
  const { account } = useRights(null);
  const units = useUnits().data;
  const hazards = useHazards().data ?? [];
  const [unit, setUnit] = useState(givenUnit ?? account?.unit_code ?? '');
  const [hazard, setHazard] = useState(givenHazard ?? '');
  const [busy, setBusy] = useState(false);
  const form = useFormErrors('newplan', FIELDS);
  const mine = useMemo(
    () => (units ?? []).filter((each) => !account?.unit_code || within(units ?? [], each.code, account.unit_code)).sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    [units, account],
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (form.found({ unit_code: unit === '' && t('plan.new.unitNeeded'), hazard: hazard === '' && t('plan.new.hazardNeeded') })) return;
    setBusy(true);
    try {
      const plan = await beginPlan(unit, hazard);
      void client.invalidateQueries({ queryKey: planKeys.all });
      go(`/plans/${plan.id}/versions/${plan.open?.n ?? 1}`);
    } catch (reason) {
      form.failed(reason);
      setBusy(false);
    }
  };
  const none = { value: '', name: t('plan.choose') };
  return (
    <Dialog title={t('plan.new.title')} onClose={onClose}>
      <form className="dlg-f" onSubmit={(event) => void submit(event)} noValidate>
        <div className="dlg-b">
          <ErrorSummary errors={form.errors} />
          {form.general && <p className="errmsg" role="alert">{form.general}</p>}
          <Select id={form.idOf('unit_code')} label={t('plan.unit')} error={form.of('unit_code')} value={unit} onChange={(e) => setUnit(e.target.value)} options={[none, ...mine.map((each) => ({ value: each.code, name: each.name }))]} />
          <Select id={form.idOf('hazard')} label={t('plan.hazard')} error={form.of('hazard')} value={hazard} onChange={(e) => setHazard(e.target.value)} options={[none, ...hazards.map((each) => ({ value: each.code, name: loc(each.name) }))]} />
          <p className="hint">{t('plan.new.hint')}</p>
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri" disabled={busy} data-act="begin-plan">{t('plan.new.act')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
