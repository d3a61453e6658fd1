import '../i18n/register';
import './register.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Gate } from '../accounts/Gate';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Select } from '../shared/form/Select';
import { useToast } from '../shared/Toast';
import { useOwnCommunes } from './communes';
import { EMPTY } from './draft';
import { HouseholdForm } from './HouseholdForm';
import { NO_FILTERS } from './query';
import { addHousehold, useSummary } from './registerQueries';
import { useHouseholdForm } from './useHouseholdForm';

/** A household that is not in the register yet. */
export default function HouseholdAdd() {
  const { t } = useWords();
  return (
    <Office title={t('register.add')} crumbs={[{ href: '/ho-dan', name: t('register.title') }]} width="text">
      <Gate needs="edit_households"><AddForm /></Gate>
    </Office>
  );
}

function AddForm() {
  const { t } = useWords();
  const client = useQueryClient();
  const toast = useToast();
  const [, go] = useLocation();
  const communes = useOwnCommunes();
  const [chosen, setChosen] = useState('');
  const commune = communes.length === 1 ? (communes[0]?.code ?? '') : chosen;
  const villages = useSummary({ ...NO_FILTERS, commune }, commune !== '').data?.villages.map((each) => each.village) ?? [];
  const form = useHouseholdForm(EMPTY, '', async (entry, extra) => {
    const added = await addHousehold(commune, { code: extra.code.trim() || undefined, as_of: extra.as_of || null, reason: extra.reason.trim(), entry });
    void client.invalidateQueries({ queryKey: keys.households });
    void client.invalidateQueries({ queryKey: keys.zones });
    toast({ text: t('register.sheet.added', { code: added.code }), tone: 'done' });
    go(`/ho-dan/${added.id}`);
  }, () => ({ commune_code: commune === '' && t('register.sheet.missing.commune') }));
  const { errors } = form;
  return (
    <HouseholdForm
      draft={form.draft} extra={form.extra} onChange={form.setDraft} onExtra={form.setExtra} errors={errors} busy={form.busy} act={t('register.sheet.addAct')} commune={commune} villages={villages}
      onSubmit={(event) => void form.submit(event).catch(() => {})} onCancel={<Link className="btn xl" href="/ho-dan">{t('back')}</Link>}
      top={communes.length > 1 && <Select id={errors.idOf('commune_code')} label={t('register.field.commune')} error={errors.of('commune_code')} value={commune} onChange={(event) => setChosen(event.target.value)} options={[{ value: '', name: '–' }, ...communes.map((each) => ({ value: each.code, name: each.name }))]} />}
    />
  );
}
