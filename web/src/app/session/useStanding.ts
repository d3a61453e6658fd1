import { useMeta, useSession } from '../../api/queries';
import { standing, type Standing } from './standing';

export const useStanding = (): Standing => standing(useSession(), useMeta());
