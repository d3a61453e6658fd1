import type { ReactNode } from 'react';
import { useWords } from '../i18n';

const LEVELS = ['1', '2', '3', '4', '5'] as const;
const BEAUFORT = Array.from({ length: 12 }, (_, i) => String(i + 6));

/** The risk levels, and that the bulletin names none. */
export function useLevelTiles(): { value: string; name: ReactNode }[] {
  const { t } = useWords();
  const tiles = LEVELS.map((value) => ({ value: value as string, name: <span className={`risk risk-${value}`}><b>{value}</b>{t(`level.risk.${value}`)}</span> as ReactNode }));
  return [...tiles, { value: '0', name: t('bulletins.noLevel') }];
}

/** The wind forces that bulletins name, and none. */
export function useBeaufort(): { value: string; name: string }[] {
  const { t } = useWords();
  return [{ value: '', name: t('bulletins.windNone') }, ...BEAUFORT.map((value) => ({ value, name: t('level.noun', { value }) }))];
}
