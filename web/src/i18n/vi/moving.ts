import { begin } from './begin';
import { board } from './board';
import { drills } from './drills';
import { moves } from './moves';

/** Words of relocation; see i18n/moves.ts for how they come. */
export const moving = { moves, board, begin, drills } as const;
