// How grave, how sure and how soon, in words. CAP's own words are English and mean something exact; the texts keep to
// that meaning and never add to it. Pure.
import type { Words } from '../i18n';

const KNOWN = {
  severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'],
} as const;
export type CapKind = keyof typeof KNOWN;
type Said = { [K in CapKind]: `alerts.cap.${K}.${(typeof KNOWN)[K][number]}` }[CapKind];

/** The word of one of the three; what is missing or strange is “unknown”, which is a word of CAP too. */
export function capWord(kind: CapKind, value: string | null | undefined, t: Words['t']): string {
  const found = KNOWN[kind].find((known) => known.toLowerCase() === value?.toLowerCase()) ?? 'Unknown';
  return t(`alerts.cap.${kind}.${found}` as Said);
}

interface Sure { severity?: string | null; certainty?: string | null; urgency?: string | null }
/** “nghiêm trọng · nhiều khả năng · trong vài giờ tới”; null where the sender told none of the three. */
export function sureness(of: Sure, t: Words['t']): string | null {
  const kinds = (['severity', 'certainty', 'urgency'] as const).filter((kind) => of[kind]);
  return kinds.length === 0 ? null : kinds.map((kind) => capWord(kind, of[kind], t)).join(' · ');
}
