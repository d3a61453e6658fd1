import { Hourglass } from 'lucide-react';
import { Link } from 'wouter';
import type { Activation } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { due, duration, householdsPeople, number } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { Progress } from '../shared/Progress';
import { DemoTag, DrillTag } from '../shared/Tags';
import { pendingWords } from './actWords';
import { awaiting, toOpen, toStandDown } from './urgency';

interface Props { activation: Activation; here: boolean; markDemo: boolean }

/** One activation in the list. What awaits a person is loud; what runs is quiet and shows how far it is. */
export function ActivationCard({ activation: a, here, markDemo }: Props) {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(30_000);
  const proposed = a.status === 'proposed';
  const loud = awaiting(a);
  const waited = now.getTime() - Date.parse(a.proposed_at);
  return (
    <Link href={`/activations/${a.id}`} className={`card${loud ? ' loud' : ''}`} aria-current={here ? 'true' : undefined}>
      <span className="row sp top">
        <b className="card-t">{a.plan.title}</b>
        <LevelChip level={a.level} />
      </span>
      <span className="card-f">
        {t('activations.zonesCount', { count: a.figures.zones })} · <b>{householdsPeople(a.figures.households, a.figures.people, lang)}</b>
      </span>
      {!a.plan.title.includes(a.plan.commune_name.replace(/^(Xã|Phường|Đặc khu) /, '')) && <span className="mut sm">{a.plan.commune_name}</span>}
      {proposed && (
        <span className="row wrap sm">
          <span className="row wait"><Hourglass aria-hidden size={14} />{waited < 60_000 ? t('activations.justProposed') : t('activations.waiting', { span: duration(waited, lang) })}</span>
          {a.escalate_at && !a.escalated_at && <span>{t('activations.escalateShort', { left: due(a.escalate_at, now, lang).words })}</span>}
        </span>
      )}
      {!proposed && loud && <b className="pendingline">{pendingWords(a, toOpen(a).length, toStandDown(a).length, words)}</b>}
      {a.status === 'active' && (
        <Progress label={t('activations.figures.tasks')} count={{ total: a.figures.tasks_total, done: a.figures.tasks_done }} />
      )}
      {!proposed && a.status !== 'active' && <span className="sm mut">{t(`activations.status.${a.status}`)} · {number(a.figures.tasks_done, lang)}/{number(a.figures.tasks_total, lang)}</span>}
      {(a.event?.kind === 'drill' || (a.demonstration && markDemo)) && (
        <span className="row">{a.event?.kind === 'drill' && <DrillTag />}{a.demonstration && markDemo && <DemoTag />}</span>
      )}
    </Link>
  );
}
