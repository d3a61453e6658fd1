import { CircleCheck, CircleDashed, CircleOff, Clock, TriangleAlert, VolumeX, type LucideIcon } from 'lucide-react';
import type { SourceState } from '../api/types';
import { useWords } from '../i18n';
import { Tag, type Tone } from '../shared/Tags';

/** A shape and a colour of its own for each state, and always the word: colour never speaks alone. */
const LOOK: Record<SourceState | 'off', { icon: LucideIcon; tone: Tone }> = {
  failing: { icon: TriangleAlert, tone: 'danger' },
  silent: { icon: VolumeX, tone: 'danger' },
  never_heard: { icon: CircleDashed, tone: 'unknown' },
  late: { icon: Clock, tone: 'warn' },
  speaking: { icon: CircleCheck, tone: 'ok' },
  off: { icon: CircleOff, tone: 'plain' },
};

export function StateMark({ state }: { state: SourceState | 'off' }) {
  const { t } = useWords();
  const { icon: Icon, tone } = LOOK[state];
  return <Tag tone={tone}><Icon aria-hidden size={14} />{t(`app.sources.state.${state}`)}</Tag>;
}
