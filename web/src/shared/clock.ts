// The time by the server's clock. A phone that is ten minutes off must not call a task overdue, or hide that it is.
import { useEffect, useState } from 'react';

let offsetMs = 0;

/** Notes the difference between this device's clock and the server's. Under 2 s it is only the way of the answer. */
export function noteServerTime(serverNow: string): void {
  const difference = Date.parse(serverNow) - Date.now();
  if (Number.isFinite(difference)) offsetMs = Math.abs(difference) < 2_000 ? 0 : difference;
}

export const now = (): Date => new Date(Date.now() + offsetMs);

/** The present time, renewed every `everyMs`. */
export function useNow(everyMs = 15_000): Date {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return time;
}
