import { Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Finding, FindingSeverity } from '../api/findings';
import { useWords } from '../i18n';
import { dayText } from '../plans/days';
import { Tag } from '../shared/Tags';
import { wallTime } from '../shared/wall';

/** Octagon, triangle, circle: told apart without colour, on paper too. */
export const SEVERITY_ICON: Record<FindingSeverity, LucideIcon> = { critical: OctagonAlert, serious: TriangleAlert, notice: Info };

export function SeverityMark({ severity }: { severity: FindingSeverity }) {
  const { t } = useWords();
  const Icon = SEVERITY_ICON[severity];
  return <span className={`sev ${severity}`}><Icon aria-hidden size={14} />{t(`findings.severity.${severity}`)}</span>;
}

/** Nothing for what is open: that is what the list is of. */
export function StateTag({ finding }: { finding: Finding }) {
  const { t } = useWords();
  if (finding.state === 'mended') return <Tag tone="ok">{finding.mended_at ? t('findings.mendedOn', { day: dayText(wallTime(new Date(finding.mended_at)).slice(0, 10)) }) : t('findings.state.mended')}</Tag>;
  if (finding.state === 'accepted') return <Tag tone="strong">{finding.acceptance ? t('findings.acceptedUntil', { day: dayText(finding.acceptance.until) }) : t('findings.state.accepted')}</Tag>;
  return null;
}
