import { ActivationGroups } from '../activations/ActivationGroups';
import { awaiting } from '../activations/urgency';
import { AlertList } from '../alerts/AlertList';
import { dataAge, useActivations, useAlerts, useMeta } from '../api/queries';
import type { Activation } from '../api/types';
import { DemoControls } from '../demo/DemoControls';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { ZoneList } from '../zones/ZoneList';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

export interface Selected { activationId?: string; alertId?: string; zoneId?: string }

/** The work, loudest first: what awaits a decision, what runs, then bulletins, then zones. */
export function WorkList({ selected, phone }: { selected: Selected; phone: boolean }) {
  const { t } = useWords();
  const activations = useActivations();
  const alerts = useAlerts();
  const all = activations.data ?? [];
  const waiting = all.filter(awaiting);
  const active = all.filter((a) => a.status === 'active' && !awaiting(a));
  const underWay = all.some((a) => a.status === 'active');
  const over = all.filter((a) => a.status !== 'active' && a.status !== 'proposed');
  const markDemo = !(useMeta().data?.demonstration ?? false); // a banner already says it of everything
  const rows = (of: Activation[]) => <ActivationGroups activations={of} hereId={selected.activationId} markDemo={markDemo} />;
  const nothing = activations.isSuccess && alerts.isSuccess && all.length === 0 && alerts.data.length === 0;

  return (
    <div className="worklist">
      {!activations.data && <Waiting error={activations.error} retry={() => void activations.refetch()} />}
      {nothing && <p className="empty">{t('app.empty.nothing')}</p>}
      {waiting.length > 0 && <Section title={t('app.list.awaiting')} count={waiting.length} loud>{rows(waiting)}</Section>}
      {(active.length > 0 || (activations.isSuccess && !nothing && !underWay)) && (
        <Section title={t('app.list.active')} count={active.length} age={<DataAge at={dataAge(activations)} />}>
          {active.length === 0 && <p className="empty">{t('app.empty.active')}</p>}
          {rows(active)}
        </Section>
      )}
      {!phone && (
        <Section title={t('app.list.alerts')} count={alerts.data?.length} age={<><DataAge at={dataAge(alerts)} /><Link href="/ban-tin" className="sm">{t('all')}</Link></>}>
          {alerts.data ? <AlertList alerts={alerts.data} hereId={selected.alertId} markDemo={markDemo} /> : <Waiting error={alerts.error} retry={() => void alerts.refetch()} />}
        </Section>
      )}
      {!phone && <Section title={t('app.list.zones')}><ZoneList hereId={selected.zoneId} /></Section>}
      {over.length > 0 && (
        <details className="fold listsec"><summary><h2>{t('app.list.decided')} <span className="cnt">{over.length}</span></h2></summary>{rows(over)}</details>
      )}
      <p className="pad"><Link href="/kich-hoat" className="btn" data-act="begin">{t('app.empty.begin')}</Link></p>
      {phone && <DemoControls />}
    </div>
  );
}

interface SectionProps { title: string; count?: number; loud?: boolean; age?: ReactNode; children: ReactNode }
function Section({ title, count, loud, age, children }: SectionProps) {
  return (
    <section className="listsec" aria-label={title}>
      <h2>{title} {count !== undefined && <span className={loud ? 'cnt hot' : 'cnt'}>{count}</span>}<span className="grow" />{age}</h2>
      {children}
    </section>
  );
}
