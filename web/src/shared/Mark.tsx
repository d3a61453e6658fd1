import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tag, type Tone } from './Tags';

/** How a state looks: a shape and a colour of its own. */
export interface Look { icon: LucideIcon; tone: Tone }

/** A state, and always the word: colour never speaks alone. */
export function Mark({ look: { icon: Icon, tone }, children }: { look: Look; children: ReactNode }) {
  return <Tag tone={tone}><Icon aria-hidden size={14} />{children}</Tag>;
}
