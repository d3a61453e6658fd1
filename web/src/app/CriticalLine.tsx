import { ChevronRight, OctagonAlert } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { readFindings } from '../api/findings';
import { keys } from '../api/keys';
import { useWords } from '../i18n';

const FIVE_MINUTES = 300_000;

/** The way to what contradicts each other in the plans and may harm people; nothing where nothing does, or nobody says. */
export function CriticalLine() {
  const { t } = useWords();
  const count = useQuery({
    queryKey: [...keys.findings, 'critical'], staleTime: 10_000, refetchInterval: FIVE_MINUTES, retry: false,
    queryFn: async () => (await readFindings({ severity: 'critical', state: 'open', limit: 1 })).counts.total,
  }).data ?? 0;
  if (count === 0) return null;
  return (
    <Link href="/phat-hien?muc=critical&tt=open" className="criticalline" data-critical={count}>
      <OctagonAlert aria-hidden className="i" /><span className="grow">{t('app.list.critical', { count })}</span><ChevronRight aria-hidden className="i" />
    </Link>
  );
}
