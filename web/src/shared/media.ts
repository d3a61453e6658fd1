import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Three columns need 1024 px; below that there is one column and the map is not even loaded until asked for. */
export const useDesktop = () => useMedia('(min-width: 1024px)');
