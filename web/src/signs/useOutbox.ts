import { useEffect, useState } from 'react';
import { toldSigns, waiting, type Told } from './outbox';
import { onSent, sendWaiting } from './send';

const AGAIN_MS = 20_000;

/** What was told on this phone, and trying again whenever there may be a network. */
export function useOutbox(): { told: Told[]; look: () => void } {
  const [told, setTold] = useState(toldSigns);
  const look = () => setTold(toldSigns());
  useEffect(() => {
    const off = onSent(look);
    const attempt = () => { if (waiting().length > 0 && navigator.onLine !== false) void sendWaiting(); };
    const seen = () => { if (!document.hidden) attempt(); };
    addEventListener('online', attempt);
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(attempt, AGAIN_MS);
    attempt();
    return () => {
      off();
      removeEventListener('online', attempt);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    };
  }, []);
  return { told, look };
}
