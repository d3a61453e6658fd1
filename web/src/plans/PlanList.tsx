import { Office } from '../app/Office';
import type { PlanSummary } from '../api/types';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { date } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { usePlans } from './queries';

/** Every plan, with what is in force and on what paper. */
export default function PlanList() {
  const { t, loc } = useWords();
  const plans = usePlans();
  const columns: Column<PlanSummary>[] = [
    { key: 'title', heading: t('plans.plan'), main: true, value: (p) => p.in_force?.title ?? p.code, cell: (p) => <>{p.in_force?.title ?? p.code}<small>{p.code}</small></> },
    { key: 'unit', heading: t('account.unit'), value: (p) => p.unit_name },
    { key: 'hazard', heading: t('plans.hazard'), value: (p) => loc(p.hazard_name) },
    { key: 'state', heading: t('account.stateName'), value: (p) => t(p.in_force ? 'plans.inForce' : 'plans.notInForce'), cell: (p) => (p.in_force ? <Tag tone="ok">{t('plans.inForce')}</Tag> : <Tag tone="warn">{t('plans.notInForce')}</Tag>) },
    { key: 'paper', heading: t('plans.paper'), value: (p) => p.in_force?.approval?.number ?? null, cell: (p) => p.in_force?.approval && <>{p.in_force.approval.number}<small className="mut">{date(p.in_force.approval.date)} · {p.in_force.approval.signer}</small></> },
    { key: 'from', heading: t('plans.from'), value: (p) => p.in_force?.approval?.effective_from ?? null, cell: (p) => p.in_force?.approval && date(p.in_force.approval.effective_from) },
  ];
  return (
    <Office title={t('plans.title')} lead={t('plans.lead')}>
      {plans.data
        ? <DataTable caption={t('plans.title')} columns={columns} rows={plans.data} rowKey={(p) => p.id} file={t('plans.file')} sorted={{ key: 'unit' }} empty={<p>{t('plans.none')}</p>} />
        : <Waiting error={plans.error} retry={() => void plans.refetch()} />}
    </Office>
  );
}
