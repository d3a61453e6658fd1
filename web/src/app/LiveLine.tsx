import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { isDrill } from '../activations/urgency';
import { headlineOf } from '../alerts/headline';
import { useActivations, useAlerts } from '../api/queries';
import { listen, type Line } from '../api/stream';
import { useWords } from '../i18n';
import { useStanding } from './session/useStanding';

const LineContext = createContext<Line>({ state: 'connecting' });
export const useLine = () => useContext(LineContext);

/** Holds the live line open for the whole app, where it would not be refused. */
export function LiveLine({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [line, setLine] = useState<Line>({ state: 'connecting' });
  const standing = useStanding();
  useEffect(() => {
    if (standing === 'open') return listen(client, setLine, () => {});
    setLine({ state: standing === 'lookup' ? 'shut' : 'connecting' });
    return undefined;
  }, [client, standing]);
  return <LineContext.Provider value={line}>{children}</LineContext.Provider>;
}

/** Tells a screen reader of new bulletins and proposals, politely. What was there at the start is no news. */
export function Announcer() {
  const words = useWords();
  const { t } = words;
  const alert = useNewcomer(useAlerts().data);
  const proposal = useNewcomer(useActivations().data?.filter((a) => a.status === 'proposed'));
  return (
    <div className="vh" aria-live="polite">
      {alert && <p>{t('app.live.newAlert', { headline: headlineOf(alert, words) })}</p>}
      {proposal && <p>{isDrill(proposal) && `${t('drill')}: `}{t('app.live.newProposal', { title: proposal.plan.title })}</p>}
    </div>
  );
}

function useNewcomer<T extends { id: string }>(items: T[] | undefined): T | null {
  const seen = useRef<Set<string> | null>(null);
  const [newest, setNewest] = useState<T | null>(null);
  useEffect(() => {
    if (!items) return;
    const known = seen.current;
    const fresh = known && items.find((item) => !known.has(item.id));
    seen.current = new Set([...(known ?? []), ...items.map((item) => item.id)]);
    if (fresh) setNewest(fresh);
  }, [items]);
  return newest;
}
