import type { L } from '../api/types';
import { useWords } from '../i18n';
import { Tag } from '../shared/Tags';
import { TONE } from './stages';
import type { Stage } from './types';

/** Where a version stands; “có hiệu lực” is said where it is the one that holds today. */
export function StageTag({ stage, name, inForce = false }: { stage: Stage; name: L; inForce?: boolean }) {
  const { t, loc } = useWords();
  return <Tag tone={TONE[stage]}>{inForce ? t('plan.inForce') : loc(name)}</Tag>;
}
