import { Hourglass } from 'lucide-react';
import { Link } from 'wouter';
import type { Activation } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { due, duration, householdsPeople } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { Progress } from '../shared/Progress';
import { DemoTag, DrillTag } from '../shared/Tags';
import { pendingWords } from './actWords';
import { awaiting, toOpen, toStandDown } from './urgency';

interface Props { activation: Activation; here: boolean; markDemo: boolean }

/** One activation in the list of its commune. What awaits a person is loud; what runs is quiet and shows how far it is. */
export function ActivationCard({ activation: a, here, markDemo }: Props) {
  const words = useWords();
  const { t, lang, loc } = words;
  const now = useNow(30_000);
  const proposed = a.status === 'proposed';
  const loud = awaiting(a);
  return (
    <Link href={`/activations/${a.id}`} className={`card act${loud ? ' loud' : ''}`} aria-current={here ? 'true' : undefined} title={a.plan.title}>
      <span className="row wrap">
        <LevelChip level={a.level} />
        <b className="card-t">{loc(a.plan.hazard_name)}</b>
        <b className="num">{householdsPeople(a.figures.households, a.figures.people, lang)}</b>
      </span>
      <span className="row sp sm">
        {proposed ? <Waited activation={a} now={now} />
          : loud ? <b className="pendingline">{pendingWords(a, toOpen(a).length, toStandDown(a).length, words)}</b>
          : <span className="mut">{t(`activations.status.${a.status}`)}</span>}
        <span className="num mut">{t('activations.zonesCount', { count: a.figures.zones })}</span>
      </span>
      {a.figures.tasks_total > 0 && (
        <Progress label={t('activations.figures.tasks')} count={{ total: a.figures.tasks_total, done: a.figures.tasks_done }} />
      )}
      {(a.event?.kind === 'drill' || (a.demonstration && markDemo)) && (
        <span className="row">{a.event?.kind === 'drill' && <DrillTag />}{a.demonstration && markDemo && <DemoTag />}</span>
      )}
    </Link>
  );
}

/** When the level above is told; where nobody is, how long the proposal has waited. */
function Waited({ activation: a, now }: { activation: Activation; now: Date }) {
  const { t, lang } = useWords();
  const waited = now.getTime() - Date.parse(a.proposed_at);
  return (
    <span className="row wait">
      <Hourglass aria-hidden size={14} />
      {a.escalate_at && !a.escalated_at ? t('activations.escalateShort', { left: due(a.escalate_at, now, lang).words })
        : waited < 60_000 ? t('activations.justProposed') : t('activations.waiting', { span: duration(waited, lang) })}
    </span>
  );
}
