import { CircleCheck, CircleDashed, CircleOff, CircleX, Clock, RotateCw } from 'lucide-react';
import { useWords } from '../i18n';
import { Mark, type Look } from '../shared/Mark';
import type { DeliveryStanding, Standing } from './standing';

const OF_HOOK: Record<Standing, Look> = {
  givenUp: { icon: CircleX, tone: 'danger' },
  trying: { icon: RotateCw, tone: 'warn' },
  waiting: { icon: Clock, tone: 'plain' },
  well: { icon: CircleCheck, tone: 'ok' },
  none: { icon: CircleDashed, tone: 'plain' },
  off: { icon: CircleOff, tone: 'plain' },
};
const OF_DELIVERY: Record<DeliveryStanding, Look> = {
  dead: { icon: CircleX, tone: 'danger' },
  trying: { icon: RotateCw, tone: 'warn' },
  waiting: { icon: Clock, tone: 'plain' },
  held: { icon: CircleOff, tone: 'plain' },
  delivered: { icon: CircleCheck, tone: 'ok' },
};

export function HookMark({ standing }: { standing: Standing }) {
  const { t } = useWords();
  return <span data-standing={standing}><Mark look={OF_HOOK[standing]}>{t(`hooks.standing.${standing}`)}</Mark></span>;
}

export function DeliveryMark({ standing }: { standing: DeliveryStanding }) {
  const { t } = useWords();
  return <Mark look={OF_DELIVERY[standing]}>{t(`hooks.deliveries.states.${standing}`)}</Mark>;
}
