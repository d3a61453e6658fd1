import { useId } from 'react';
import { useGrouped } from '../activations/Reasons';
import { useDecisions } from '../api/queries';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { Tag } from '../shared/Tags';
import { byPlan, type PlanDecisions } from './order';

/** What the program decided of every plan: counts first, then plan by plan, each with its reasons folded in. */
export function Decisions({ alertId }: { alertId: string }) {
  const { t } = useWords();
  const decisions = useDecisions(alertId);
  if (!decisions.data) return <Waiting error={decisions.error} retry={() => void decisions.refetch()} />;
  const plans = byPlan(decisions.data);
  if (plans.length === 0) return <section className="sec"><h3>{t('alerts.decisions')}</h3><p className="sm mut">{t('alerts.noDecisions')}</p></section>;
  return (
    <>
      <Side plans={plans.filter((plan) => plan.isFor)} />
      <Side against plans={plans.filter((plan) => !plan.isFor)} />
    </>
  );
}

function Side({ plans, against = false }: { plans: PlanDecisions[]; against?: boolean }) {
  const { t } = useWords();
  const heading = useId();
  if (plans.length === 0) return null;
  const zones = plans.reduce((sum, plan) => sum + (against ? plan.zones.length : plan.touched), 0);
  return (
    <section className="sec" aria-labelledby={heading} data-reasons={against ? 'against' : 'for'}>
      <h3 id={heading}>{t(against ? 'alerts.whyNot' : 'alerts.why')} <span className="mut sm">{t('alerts.plansCount', { count: plans.length })} · {t('zonesCount', { count: zones })}</span></h3>
      <ul className="plans">{plans.map((plan) => <li key={plan.plan.id}><PlanReasons of={plan} /></li>)}</ul>
    </section>
  );
}

function PlanReasons({ of }: { of: PlanDecisions }) {
  const { t, loc } = useWords();
  const grouped = useGrouped();
  const outcome = of.own?.outcome ?? of.zones[0]?.outcome;
  const zones = grouped(of.zones.map((decision) => ({ words: loc(decision.reason), about: decision.zone?.code ?? '' })));
  return (
    <details>
      <summary className="row">
        <span className="grow">{of.plan.title}</span>
        {outcome && of.isFor && <Tag tone="warn">{t(`alerts.outcome.${outcome}`)}</Tag>}
        {of.zones.length > 0 && <span className="num mut">{t('alerts.zonesOf', { n: of.touched, count: of.zones.length })}</span>}
      </summary>
      {of.own && <p>{loc(of.own.reason)}</p>}
      <ul className="dots">{zones.map((reason) => <li key={reason.key}>{reason.words} <small>{reason.about}</small></li>)}</ul>
    </details>
  );
}
