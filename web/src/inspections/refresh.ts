import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** After an act everything about inspections is asked anew, and what the log says: one answer changes progress, tasks and ranking together. */
export function useRefresh() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ predicate: ({ queryKey }) => /^(inspection|audit$)/.test(String(queryKey[0])) }), [client]);
}
