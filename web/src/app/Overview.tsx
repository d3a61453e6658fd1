import { ActivationPanel } from '../activations/ActivationPanel';
import { apart, firstAwaiting } from '../activations/urgency';
import { useActivations, useDemo, useMeta } from '../api/queries';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { householdsPeople, number } from '../shared/format';

/** Nothing chosen: the most urgent awaited decision stands here by itself; without one, where things stand. */
export function Overview() {
  const { t, lang } = useWords();
  const activations = useActivations();
  const demo = useDemo(useMeta().data?.demonstration ?? false).data;
  if (!activations.data) return <Waiting error={activations.error} retry={() => void activations.refetch()} />;
  const first = firstAwaiting(activations.data);
  if (first) return <ActivationPanel id={first.id} />;

  const active = apart(activations.data).real.filter((a) => a.status === 'active'); // nobody is moved in a drill
  const sum = (of: (a: (typeof active)[number]) => number) => active.reduce((total, a) => total + of(a), 0);
  return (
    <article className="panelbody">
      <header className="sec head"><h2>{t('app.empty.panelTitle')}</h2></header>
      {active.length > 0 && (
        <dl className="figs">
          <div><dt>{t('app.summary.activations')}</dt><dd>{active.length}</dd></div>
          <div><dt>{t('app.summary.people')}</dt><dd>{householdsPeople(sum((a) => a.figures.households), sum((a) => a.figures.people), lang)}</dd></div>
          <div><dt>{t('app.summary.tasks')}</dt><dd>{number(sum((a) => a.figures.tasks_done), lang)}/{number(sum((a) => a.figures.tasks_total), lang)}</dd></div>
        </dl>
      )}
      <div className="sec stack">
        <p>{activations.data.length === 0 ? t('app.empty.nothing') : t('app.empty.panel')}</p>
        {demo && activations.data.length === 0 && <p><b>{t('app.empty.demoFirst')}</b></p>}
      </div>
    </article>
  );
}
