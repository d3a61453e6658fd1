import { begin } from './begin';
import { board } from './board';
import { drills } from './drills';
import { moves } from './moves';
import { unplaced } from './unplaced';

/** Words of relocation; English comes whole. */
export const moving = { moves, board, begin, drills, unplaced } as const;
