import type { AlertSummary } from '../api/types';
import { useWords } from '../i18n';
import { AlertCard } from './AlertCard';
import { byUrgency, standing } from './order';

interface Props { alerts: AlertSummary[]; hereId?: string; markDemo: boolean; openPast?: boolean }

/** Bulletins in effect by urgency; those that are over stay readable, folded away. */
export function AlertList({ alerts, hereId, markDemo, openPast = false }: Props) {
  const { t } = useWords();
  const now = alerts.filter(standing).sort(byUrgency);
  const past = alerts.filter((alert) => !standing(alert)).sort((a, b) => Date.parse(b.sent) - Date.parse(a.sent));
  if (alerts.length === 0) return <p className="empty">{t('alerts.empty')}</p>;
  return (
    <>
      {now.length === 0 && <p className="empty">{t('alerts.emptyCurrent')}</p>}
      {now.map((alert) => <AlertCard key={alert.id} alert={alert} here={alert.id === hereId} markDemo={markDemo} />)}
      {past.length > 0 && (
        <details className="fold" open={openPast || past.some((alert) => alert.id === hereId)}>
          <summary>{t('alerts.past', { count: past.length })}</summary>
          {past.map((alert) => <AlertCard key={alert.id} alert={alert} here={alert.id === hereId} markDemo={markDemo} />)}
        </details>
      )}
    </>
  );
}
