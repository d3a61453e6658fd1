import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { Page, PlanSummary } from '../api/types';

export const usePlans = () =>
  useQuery({ queryKey: keys.plans, queryFn: async () => (await call<Page<PlanSummary>>('/plans')).items });
