import { useWords } from '../i18n';
import { STAGE_LOOK, STATE_ICON } from './states';
import type { MoveState, Stage } from './types';
import type { L } from '../api/types';

/** A household's state: shape and word; unknown is loud and never green. */
export function StateChip({ state }: { state: MoveState }) {
  const { t } = useWords();
  const Icon = STATE_ICON[state];
  return <span className={`hs hs-${state}`}><Icon aria-hidden size={13} />{t(`moves.state.${state}`)}</span>;
}

/** A zone's stage with the code of the paper maps. The server's word, so that a list needs no words of its own. */
export function StageChip({ stage, name }: { stage: Stage; name: L }) {
  const { loc } = useWords();
  const { code, css } = STAGE_LOOK[stage];
  return <span className={`zs zs-${css}`}><b>{code}</b>{loc(name)}</span>;
}
