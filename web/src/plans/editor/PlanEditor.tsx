import { usePlan, usePlanForm, useVersion } from '../planQueries';
import { Office } from '../../app/Office';
import { useWords } from '../../i18n';
import { Waiting } from '../../shared/Failure';
import { Desk } from './Desk';

/** One version of a plan: written where it is open and the person may, read where it is not. */
export default function PlanEditor({ id, n }: { id: string; n: number }) {
  const { t, loc } = useWords();
  const version = useVersion(id, n);
  const plan = usePlan(id);
  const form = usePlanForm(version.data?.hazard ?? '');
  if (version.data && plan.data && form.data) return <Desk plan={plan.data} version={version.data} form={form.data} />;
  const crumbs = [{ href: '/plans', name: t('plan.title') }, ...(plan.data ? [{ href: `/plans/${id}`, name: `${plan.data.unit_name} · ${loc(plan.data.hazard_name)}` }] : [])];
  return (
    <Office title={t('plan.versionN', { n })} crumbs={crumbs}>
      <Waiting error={version.error ?? plan.error ?? form.error} retry={() => void Promise.all([version.refetch(), plan.refetch(), form.refetch()])} />
    </Office>
  );
}
