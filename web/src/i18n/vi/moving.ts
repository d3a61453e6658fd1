import { begin } from './begin';
import { board } from './board';
import { drills } from './drills';
import { moves } from './moves';
import { unplaced } from './unplaced';

/** Words of relocation; see i18n/moves.ts for how they come. */
export const moving = { moves, board, begin, drills, unplaced } as const;
