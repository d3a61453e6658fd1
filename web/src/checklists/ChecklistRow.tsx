import { ChevronRight } from 'lucide-react';
import { Link } from 'wouter';
import type { ActivationZone, ChecklistSummary } from '../api/types';
import { useWords } from '../i18n';
import { householdsPeople } from '../shared/format';
import { Tag } from '../shared/Tags';
import { StageChip } from '../moves/StateChip';
import { LateWho } from './LateWho';
import { ProgressPair } from './ProgressPair';

interface Props { checklist: ChecklistSummary; zoneState?: ActivationZone['state'] }

/** One zone's checklist in the list of an activation: how far people are, how far property is, what is overdue. */
export function ChecklistRow({ checklist: c, zoneState }: Props) {
  const { t, lang } = useWords();
  return (
    <li>
      <Link href={`/checklists/${c.id}`} className="card" data-checklist={c.id}>
        <span className="row sp">
          <span className="cut"><b>{c.zone.code}</b> {c.zone.village ?? c.zone.name}</span>
          <ChevronRight aria-hidden className="i" />
        </span>
        <span className="row wrap sm">
          <StageChip stage={c.stage} name={c.stage_name} />
          <span>{householdsPeople(c.households, c.people, lang)}</span>
          {c.overdue > 0 && <Tag tone="danger">{t('checklists.overdue', { count: c.overdue })}</Tag>}
          {c.state !== 'open' && <Tag>{t(`checklists.state.${c.state}`)}</Tag>}
          {zoneState === 'stand_down_proposed' && <Tag tone="warn">{t('activations.zoneState.stand_down_proposed')}</Tag>}
        </span>
        <LateWho who={c.late ?? []} />
        <ProgressPair of={c} />
      </Link>
    </li>
  );
}
