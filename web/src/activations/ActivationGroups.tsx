import type { Activation } from '../api/types';
import { ActivationCard } from './ActivationCard';
import { inCommunes } from './urgency';

interface Props { activations: Activation[]; hereId?: string; markDemo: boolean }

/** Activations by commune: its name once, then a dense row for each plan. */
export function ActivationGroups({ activations, hereId, markDemo }: Props) {
  return inCommunes(activations).map((group) => (
    <div key={group.code} className="acts" role="group" aria-label={group.name}>
      <h3>{group.name}</h3>
      {group.activations.map((a) => <ActivationCard key={a.id} activation={a} here={a.id === hereId} markDemo={markDemo} />)}
    </div>
  ));
}
