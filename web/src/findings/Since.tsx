import type { Finding } from '../api/findings';
import { useWords } from '../i18n';
import { dayText } from '../plans/days';
import { Tag } from '../shared/Tags';
import { daysBetween } from './accept';

const SHIFT_MS = 7 * 3_600_000;
export const dayOf = (moment: string): string => new Date(Date.parse(moment) + SHIFT_MS).toISOString().slice(0, 10);

/** Since when it stands, and for how long by then. */
export function Since({ finding, day, bare }: { finding: Finding; day: string; /** Its heading says “since” already. */ bare?: boolean }) {
  const { t } = useWords();
  if (!finding.first_seen) return <Tag tone="unknown">{t('findings.sinceUnknown')}</Tag>;
  const since = dayOf(finding.first_seen);
  const days = daysBetween(since, day);
  return <>{!bare && `${t('findings.since')} `}{t('findings.sinceFull', { day: dayText(since), span: days <= 0 ? t('findings.today') : t('findings.days', { count: days }) })}</>;
}
