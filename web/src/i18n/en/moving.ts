import { begin } from './begin';
import { board } from './board';
import { drills } from './drills';
import { moves } from './moves';

/** Words of relocation; English comes whole. */
export const moving = { moves, board, begin, drills } as const;
