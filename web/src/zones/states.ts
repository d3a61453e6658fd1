// The states of a zone as the eye reads them: a two-letter code, a colour, a pattern. The codes are those of the
// paper maps (BT, CB, LD, DD, DX, CV). "stood_down" has none there: it ends the response but allows nobody back, so it
// gets a code of its own (KT) and not CV "cho phép về", which is an order of the chair.
import type { ZoneState } from '../api/types';

export interface ZoneLook { code: string; css: 'bt' | 'cb' | 'ld' | 'dd' | 'dx' | 'cp' | 'dv'; pattern: Pattern }
export type Pattern = 'plain' | 'dots' | 'diagonal' | 'chevrons' | 'solid' | 'lines' | 'outline';

export const LOOK: Record<ZoneState, ZoneLook> = {
  normal: { code: 'BT', css: 'bt', pattern: 'plain' },
  prepare: { code: 'CB', css: 'cb', pattern: 'dots' },
  order: { code: 'LD', css: 'ld', pattern: 'diagonal' },
  clearing: { code: 'DD', css: 'dd', pattern: 'chevrons' },
  cleared: { code: 'DX', css: 'dx', pattern: 'solid' },
  return_allowed: { code: 'CV', css: 'cp', pattern: 'lines' },
  stood_down: { code: 'KT', css: 'dv', pattern: 'outline' },
};

/** Urgent first: an order given and not yet followed is the most urgent thing a zone can be. */
export const URGENCY: ZoneState[] = ['order', 'clearing', 'prepare', 'cleared', 'return_allowed', 'stood_down', 'normal'];
export const urgencyOf = (state: ZoneState): number => {
  const at = URGENCY.indexOf(state);
  return at < 0 ? 0 : at; // a state this version does not know comes first: unknown is loud
};
export const lookOf = (state: ZoneState): ZoneLook => LOOK[state] ?? LOOK.normal;
