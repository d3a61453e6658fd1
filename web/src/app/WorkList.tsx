import { ActivationGroups } from '../activations/ActivationGroups';
import { apart, awaiting } from '../activations/urgency';
import { AlertList } from '../alerts/AlertList';
import { dataAge, useActivations, useAlerts, useMeta } from '../api/queries';
import type { Activation, AlertSummary } from '../api/types';
import { DemoControls } from '../demo/DemoControls';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { DrillTag } from '../shared/Tags';
import { CriticalLine } from './CriticalLine';
import { OwedLine } from './OwedLine';
import { UnplacedLine } from './UnplacedLine';
import { ZoneList } from '../zones/ZoneList';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

export interface Selected { activationId?: string; alertId?: string; zoneId?: string }

/** The work, loudest first: what awaits a decision, what runs, then drills by themselves, then bulletins, then zones. */
export function WorkList({ selected, phone }: { selected: Selected; phone: boolean }) {
  const { t } = useWords();
  const activations = useActivations();
  const alerts = useAlerts();
  const all = activations.data ?? [];
  const { real, drills } = apart(all);
  const waiting = real.filter(awaiting);
  const active = real.filter((a) => a.status === 'active' && !awaiting(a));
  const underWay = real.some((a) => a.status === 'active');
  const markDemo = !(useMeta().data?.demonstration ?? false); // a banner already says it of everything
  const rows = (of: Activation[]) => <ActivationGroups activations={of} hereId={selected.activationId} markDemo={markDemo} />;
  const nothing = activations.data !== undefined && alerts.data !== undefined && all.length === 0 && alerts.data.length === 0;

  return (
    <div className="worklist">
      {!activations.data && <Waiting error={activations.error} retry={() => void activations.refetch()} />}
      {nothing && <p className="empty">{t('app.empty.nothing')}</p>}
      {waiting.length > 0 && <Section title={t('app.list.awaiting')} count={waiting.length} loud>{rows(waiting)}</Section>}
      {(active.length > 0 || (activations.data !== undefined && !nothing && !underWay)) && (
        <Section title={t('app.list.active')} count={active.length} age={<DataAge at={dataAge(activations)} />}>
          {active.length === 0 && <p className="empty">{t('app.empty.active')}</p>}
          {rows(active)}
        </Section>
      )}
      <UnplacedLine />
      <OwedLine />
      <CriticalLine />
      <Drills drills={drills} rows={rows} />
      {!phone && (
        <Section title={t('app.list.alerts')} count={alerts.data?.length} age={<><DataAge at={dataAge(alerts)} /><Link href="/ban-tin" className="sm">{t('all')}</Link></>}>
          {alerts.data ? <Alerts alerts={alerts.data} hereId={selected.alertId} markDemo={markDemo} /> : <Waiting error={alerts.error} retry={() => void alerts.refetch()} />}
        </Section>
      )}
      {!phone && <Section title={t('app.list.zones')}><ZoneList hereId={selected.zoneId} /></Section>}
      <Over activations={real} rows={rows} />
      <p className="pad"><Link href="/kich-hoat" className="btn" data-act="begin">{t('app.empty.begin')}</Link></p>
      {phone && <DemoControls />}
    </div>
  );
}

/** What is real, then what is only drilled, under a heading of its own. */
function Alerts({ alerts, hereId, markDemo }: { alerts: AlertSummary[]; hereId?: string; markDemo: boolean }) {
  const { t } = useWords();
  const drilled = alerts.filter((alert) => alert.status === 'Exercise');
  if (drilled.length === 0) return <AlertList alerts={alerts} hereId={hereId} markDemo={markDemo} />;
  return (
    <>
      <AlertList alerts={alerts.filter((alert) => alert.status !== 'Exercise')} hereId={hereId} markDemo={markDemo} />
      <h3 className="drillpart"><DrillTag /> <small>{t('app.list.drills')}</small></h3>
      <AlertList alerts={drilled} hereId={hereId} markDemo={markDemo} />
    </>
  );
}

type Rows = (of: Activation[]) => ReactNode;

/** Drills, what awaits a decision in them first, under a heading that nobody takes for the real one. */
function Drills({ drills, rows }: { drills: Activation[]; rows: Rows }) {
  const { t } = useWords();
  const waiting = drills.filter(awaiting);
  const active = drills.filter((a) => a.status === 'active' && !awaiting(a));
  const here = waiting.length + active.length;
  if (drills.length === 0) return null;
  return (
    <section className="listsec drills" aria-labelledby="drills-of-list" data-drills={here}>
      <h2 id="drills-of-list"><DrillTag /> <span className="cnt">{here}</span> <small>{t('app.list.drills')}</small></h2>
      {waiting.length > 0 && <><h3 className="drillpart">{t('app.list.awaiting')}</h3>{rows(waiting)}</>}
      {active.length > 0 && <><h3 className="drillpart">{t('app.list.active')}</h3>{rows(active)}</>}
      {here === 0 && <p className="empty">{t('app.list.noDrills')}</p>}
      <Over activations={drills} rows={rows} />
    </section>
  );
}

function Over({ activations, rows }: { activations: Activation[]; rows: Rows }) {
  const { t } = useWords();
  const over = activations.filter((a) => a.status !== 'active' && a.status !== 'proposed');
  if (over.length === 0) return null;
  return <details className="fold listsec"><summary><h2>{t('app.list.decided')} <span className="cnt">{over.length}</span></h2></summary>{rows(over)}</details>;
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
