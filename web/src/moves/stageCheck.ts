// What a step of a zone asks for besides the step. The server asks the same; here it is said before the button is pressed. Pure.
import type { Figures, Stage } from './types';

export type RemarkNeed = 'cleared' | 'unmet' | 'returned' | 'again' | null;
export type Answers = Readonly<Record<string, boolean | undefined>>;

/** Why words are needed: households unknown or inside, households away, criteria that are not met. */
export function remarkNeed(to: Stage, figures: Figures | undefined, answers: Answers, anew = false): RemarkNeed {
  if (anew) return 'again';
  if (to === 'cleared' && figures && figures.unknown.households + figures.not_moved.households > 0) return 'cleared';
  if (to === 'returned' && figures && figures.evacuated.households + figures.in_place.households > 0) return 'returned';
  if (to === 'return_allowed' && Object.values(answers).includes(false)) return 'unmet';
  return null;
}

export const unanswered = (codes: readonly string[], answers: Answers): string[] => codes.filter((code) => answers[code] === undefined);
