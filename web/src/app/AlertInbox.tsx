import { AlertList } from '../alerts/AlertList';
import { dataAge, useAlerts, useMeta } from '../api/queries';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';

/** Every bulletin, those that are over too. */
export function AlertInbox({ hereId }: { hereId?: string }) {
  const { t } = useWords();
  const alerts = useAlerts();
  const markDemo = !(useMeta().data?.demonstration ?? false);
  return (
    <section className="listsec" aria-label={t('app.list.alerts')}>
      <h2>{t('app.list.alerts')} {alerts.data && <span className="cnt">{alerts.data.length}</span>}<span className="grow" /><DataAge at={dataAge(alerts)} /></h2>
      {alerts.data ? <AlertList alerts={alerts.data} hereId={hereId} markDemo={markDemo} openPast /> : <Waiting error={alerts.error} retry={() => void alerts.refetch()} />}
    </section>
  );
}
