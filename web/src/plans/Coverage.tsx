import { Office } from '../app/Office';
import type { PlanSummary } from '../api/types';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { usePlans } from './queries';

/** Unit by hazard: where a plan is in force, where one is only being made. Read from the list of plans. */
export default function Coverage() {
  const { t } = useWords();
  const plans = usePlans();
  return (
    <Office title={t('plans.coverageTitle')} lead={t('plans.coverageLead')}>
      {!plans.data && <Waiting error={plans.error} retry={() => void plans.refetch()} />}
      {plans.data && (plans.data.length === 0 ? <div className="emptybox"><p>{t('plans.none')}</p></div> : <Matrix plans={plans.data} />)}
    </Office>
  );
}

function Matrix({ plans }: { plans: PlanSummary[] }) {
  const { t, loc } = useWords();
  const hazards = [...new Map(plans.map((p) => [p.hazard, p.hazard_name])).entries()].sort((a, b) => loc(a[1]).localeCompare(loc(b[1]), 'vi'));
  const units = [...new Map(plans.map((p) => [p.unit_code, p.unit_name])).entries()].sort((a, b) => a[1].localeCompare(b[1], 'vi'));
  const at = (unit: string, hazard: string) => plans.find((p) => p.unit_code === unit && p.hazard === hazard);
  const inForce = (of: PlanSummary[]) => of.filter((p) => p.in_force).length;
  return (
    <div className="dt">
      <div className="dt-scroll" tabIndex={0} role="group" aria-label={t('plans.coverageTitle')}>
        <table className="matrix">
          <caption className="vh">{t('plans.coverageTitle')}</caption>
          <thead><tr><th scope="col">{t('account.unit')}</th>{hazards.map(([code, name]) => <th key={code} scope="col" className="mid">{loc(name)}</th>)}</tr></thead>
          <tbody>
            {units.map(([code, name]) => (
              <tr key={code}>
                <th scope="row" className="main">{name}</th>
                {hazards.map(([hazard, hazardName]) => {
                  const plan = at(code, hazard);
                  const state = !plan ? 'missing' : plan.in_force ? 'force' : 'draft';
                  return <td key={hazard} className={`mid cov ${state}`} data-label={loc(hazardName)} title={plan?.in_force?.title ?? plan?.code}>{t(`plans.cover.${state}`)}</td>;
                })}
              </tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">{t('plans.inForceCount')}</th>{hazards.map(([code]) => <td key={code} className="mid">{inForce(plans.filter((p) => p.hazard === code))}/{units.length}</td>)}</tr></tfoot>
        </table>
      </div>
    </div>
  );
}
