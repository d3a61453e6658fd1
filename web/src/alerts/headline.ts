// A bulletin's headline in the reader's language; the sender's own words where it was sent in one language only.
import type { Words } from '../i18n';

interface Headed { headline: string | null; headline_en?: string | null; event?: string | null }

export function headlineOf(alert: Headed, { t, lang }: Pick<Words, 't' | 'lang'>): string {
  return (lang === 'en' && alert.headline_en) || alert.headline || alert.event || t('alerts.noHeadline');
}
