// How a level reads in words. A bare digit is never shown: the scale goes with it.
import type { Level } from '../api/types';
import type { Words } from '../i18n';

const ROMAN = ['0', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const IN_ROMAN = new Set(['flood_alarm', 'forest_fire_class', 'earthquake_intensity']);

export function levelDigit(level: Level): string {
  return IN_ROMAN.has(level.scale) ? (ROMAN[level.value] ?? String(level.value)) : String(level.value);
}

/** “Rất lớn” for a disaster risk level, the scale's name for any other. */
export function levelWord(level: Level, t: Words['t']): string {
  if (level.scale !== 'disaster_risk') return t(`level.scale.${level.scale}`);
  const value = String(Math.min(5, Math.max(0, level.value))) as '0' | '1' | '2' | '3' | '4' | '5';
  return t(`level.risk.${value}`);
}

/** “cấp 4”, for the middle of a sentence. */
export function levelNoun(level: Level, t: Words['t']): string {
  return level.scale === 'disaster_risk'
    ? t('level.noun', { value: level.value })
    : `${t(`level.scale.${level.scale}`)} ${levelDigit(level)}`;
}

/** For sorting by urgency: unknown is loud, so it goes before everything. */
export const levelRank = (level: Level | null | undefined): number => (level ? level.value : 99);
