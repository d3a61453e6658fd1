import { CircleCheck, CircleDashed, CircleOff, CircleX, Clock, RotateCw, type LucideIcon } from 'lucide-react';
import { useWords } from '../i18n';
import { Tag, type Tone } from '../shared/Tags';
import type { DeliveryStanding, Standing } from './standing';

/** A shape and a colour of its own for each state, and always the word: colour never speaks alone. */
const OF_HOOK: Record<Standing, { icon: LucideIcon; tone: Tone }> = {
  givenUp: { icon: CircleX, tone: 'danger' },
  trying: { icon: RotateCw, tone: 'warn' },
  waiting: { icon: Clock, tone: 'plain' },
  well: { icon: CircleCheck, tone: 'ok' },
  none: { icon: CircleDashed, tone: 'plain' },
  off: { icon: CircleOff, tone: 'plain' },
};
const OF_DELIVERY: Record<DeliveryStanding, { icon: LucideIcon; tone: Tone }> = {
  dead: { icon: CircleX, tone: 'danger' },
  trying: { icon: RotateCw, tone: 'warn' },
  waiting: { icon: Clock, tone: 'plain' },
  held: { icon: CircleOff, tone: 'plain' },
  delivered: { icon: CircleCheck, tone: 'ok' },
};

export function HookMark({ standing }: { standing: Standing }) {
  const { t } = useWords();
  const { icon: Icon, tone } = OF_HOOK[standing];
  return <span data-standing={standing}><Tag tone={tone}><Icon aria-hidden size={14} />{t(`hooks.standing.${standing}`)}</Tag></span>;
}

export function DeliveryMark({ standing }: { standing: DeliveryStanding }) {
  const { t } = useWords();
  const { icon: Icon, tone } = OF_DELIVERY[standing];
  return <Tag tone={tone}><Icon aria-hidden size={14} />{t(`hooks.deliveries.states.${standing}`)}</Tag>;
}
