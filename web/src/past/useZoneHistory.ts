import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { ZoneHistory } from './history';

export const useZoneHistory = (id: string | undefined, needed = true) =>
  useQuery({ queryKey: keys.zoneHistory(id ?? ''), enabled: id !== undefined && needed, queryFn: () => call<ZoneHistory>(`/zones/${id}/history`) });
