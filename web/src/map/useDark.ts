import { useSyncExternalStore } from 'react';
import { darkNow } from '../app/theme';

function onTheme(changed: () => void): () => void {
  addEventListener('ungpho:theme', changed);
  return () => removeEventListener('ungpho:theme', changed);
}

/** Whether the command-room look is on; a map takes it as its key, because it draws with colours it has read. */
export const useDark = (): boolean => useSyncExternalStore(onTheme, darkNow);
