import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Coverage } from './types';

export const coverageKey = ['coverage'] as const;
export const useCoverage = () => useQuery({ queryKey: coverageKey, staleTime: 60_000, queryFn: () => call<Coverage>('/plans/coverage') });

export const sayApplicable = (unit: string, hazard: string, applicable: boolean, reason: string) =>
  call<unknown>(`/plans/coverage/${unit}/${hazard}`, { method: 'PUT', body: { applicable, reason } });
