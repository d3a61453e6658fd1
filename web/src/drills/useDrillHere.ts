import { useLocation } from 'wouter';
import { useActivation, useAlert, useChecklist, useEvents } from '../api/queries';
import type { DisasterEvent } from '../api/types';
import { subjectOf } from './where';

export interface DrillHere { event: DisasterEvent; /** The page is of this drill; otherwise it only runs. */ ofPage: boolean; more: number }

/** The drill that the page in view belongs to; on a page of no event, the newest of those that run. */
export function useDrillHere(): DrillHere | null {
  const [path] = useLocation();
  const subject = subjectOf(path);
  const events = useEvents().data ?? [];
  // The same questions as those of the page itself: nothing is asked twice.
  const activationId = useChecklist(subject?.checklist).data?.activation_id ?? subject?.activation;
  const activation = useActivation(activationId).data;
  const alert = useAlert(subject?.alert).data;
  if (subject) {
    const id = subject.event ?? activation?.event?.id ?? alert?.event_id;
    const event = events.find((each) => each.id === id);
    return event?.kind === 'drill' ? { event, ofPage: true, more: 0 } : null;
  }
  const running = events.filter((each) => each.kind === 'drill' && each.closed_at === null);
  return running[0] ? { event: running[0], ofPage: false, more: running.length - 1 } : null;
}
