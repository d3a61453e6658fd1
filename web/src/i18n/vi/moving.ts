import { begin } from './begin';
import { board } from './board';
import { moves } from './moves';

/** Words of relocation; see i18n/moves.ts for how they come. */
export const moving = { moves, board, begin } as const;
