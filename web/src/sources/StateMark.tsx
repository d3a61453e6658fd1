import { CircleCheck, CircleDashed, CircleOff, Clock, TriangleAlert, VolumeX } from 'lucide-react';
import type { SourceState } from '../api/types';
import { useWords } from '../i18n';
import { Mark, type Look } from '../shared/Mark';

const LOOK: Record<SourceState | 'off', Look> = {
  failing: { icon: TriangleAlert, tone: 'danger' },
  silent: { icon: VolumeX, tone: 'danger' },
  never_heard: { icon: CircleDashed, tone: 'unknown' },
  late: { icon: Clock, tone: 'warn' },
  speaking: { icon: CircleCheck, tone: 'ok' },
  off: { icon: CircleOff, tone: 'plain' },
};

export function StateMark({ state }: { state: SourceState | 'off' }) {
  const { t } = useWords();
  return <Mark look={LOOK[state]}>{t(`app.sources.state.${state}`)}</Mark>;
}
