import { CircleCheck, Download, Map as MapIcon, RotateCcw, ScrollText } from 'lucide-react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { usePlans } from '../plans/planQueries';
import { number } from '../shared/format';
import { download } from '../shared/table/csv';
import type { StepProps } from './ImportPage';
import { refusedCsv } from './rows';
import { FATES } from './types';

/** What was written, what was not, and where to go on. */
export function ResultStep({ state, send }: StepProps) {
  const { t, loc, lang } = useWords();
  const plans = usePlans().data ?? [];
  const { result, settings, file } = state;
  if (!result) return null;
  const left = result.counts.refused + result.counts.held;
  const code = settings.kind === 'zones' && settings.into && settings.into !== 'force' ? settings.into.plan : null;
  const plan = plans.find((each) => each.code === code);
  const save = () => download(`${(file?.name ?? 'tep').replace(/\.[^.]+$/, '')}-${t('importing.refusedFile')}.csv`, refusedCsv(result.items, [t('importing.row.place'), t('importing.row.code'), t('importing.row.name'), t('importing.row.commune'), t('importing.row.why'), t('importing.row.at')], lang));
  return (
    <div className="stack wide" data-result>
      <p className="ban ok"><CircleCheck aria-hidden className="i" /><b className="grow">{loc(result.summary)}</b></p>
      <dl className="counts">{FATES.map((fate) => <div key={fate} className={result.counts[fate] === 0 ? 'none' : undefined}><dt>{t(`importing.done.${fate}`)}</dt><dd>{number(result.counts[fate], lang)}</dd></div>)}</dl>
      {left > 0 && <p className="row wrap"><button type="button" className="btn" onClick={save} data-act="refused-csv"><Download aria-hidden className="i" />{t('importing.saveRefused', { count: left, n: number(left, lang) })}</button><span className="mut sm">{t('importing.saveRefusedWhat')}</span></p>}
      <div className="acts-row">
        {plan?.open && <Link className="btn pri" href={`/plans/${plan.id}/versions/${plan.open.n}/zones`}><MapIcon aria-hidden className="i" />{t('importing.seeDraft', { n: plan.open.n })}</Link>}
        {!plan && <Link className="btn pri" href="/map"><MapIcon aria-hidden className="i" />{t('importing.seeMap')}</Link>}
        <Link className="btn" href="/audit"><ScrollText aria-hidden className="i" />{t('importing.seeLog')}</Link>
        <button type="button" className="btn" onClick={() => send({ do: 'anew' })} data-act="anew"><RotateCcw aria-hidden className="i" />{t('importing.anew')}</button>
      </div>
    </div>
  );
}
