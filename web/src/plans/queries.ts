import { useQuery } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { everyPage } from '../api/pages';
import type { PlanSummary } from '../api/types';

export const usePlans = () => useQuery({ queryKey: keys.plans, queryFn: () => everyPage<PlanSummary>('/plans') });
