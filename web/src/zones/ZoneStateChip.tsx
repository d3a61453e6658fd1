import type { ZoneState } from '../api/types';
import { useWords } from '../i18n';
import { lookOf } from './states';

/** Two-letter code and word, with the colour of the map. */
export function ZoneStateChip({ state, short = false }: { state: ZoneState; short?: boolean }) {
  const { t } = useWords();
  const look = lookOf(state);
  return <span className={`zs zs-${look.css}`} title={t(`zones.state.${state}`)}><b>{look.code}</b>{short ? <span className="vh">{t(`zones.state.${state}`)}</span> : t(`zones.state.${state}`)}</span>;
}
