import type { L } from '../../api/types';
import type { Words } from '../../i18n';
import type { Part } from '../outline';

/** The name of a part: the server's for sections and annexes, ours for the rest. */
export function partTitle(part: Part | undefined, t: Words['t'], loc: (words: L | null | undefined) => string): string {
  if (!part) return t('plan.parts.whole');
  if (part.kind === 'section') return loc(part.title);
  if (part.kind === 'annex') return t('plan.parts.annexN', { n: part.number ?? 0, title: loc(part.title) });
  return t(`plan.parts.${part.kind}`);
}
